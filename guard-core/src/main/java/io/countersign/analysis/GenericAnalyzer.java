package io.countersign.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what it can from the name of a tool that no other analyzer knows ({@link ToolName}), and
 * hands a statement or a command line in its arguments to those who know the language. A name can
 * show that a tool destroys; it can show that a tool only reads, creates or sends; otherwise the
 * call stays unresolved. A claim of the tool's provider counts only towards strictness.
 */
final class GenericAnalyzer implements Analyzer {

  private static final String SQL_TOOL = "sql";
  private static final String SHELL_TOOL = "Bash";
  private static final String SAYS_SO = "the tool's name says so";
  private static final Evidence NAME_DESTROYS = Evidence.of("tool-name-destroys", SAYS_SO);

  /** Arguments that hold a statement whatever the tool is called. */
  private static final ImmutableList<String> STATEMENTS =
      ImmutableList.of("sql", "statement", "sql_query", "sqlQuery", "query_sql");

  /** Arguments that hold one when the name speaks of a database. */
  private static final ImmutableList<String> QUERIES = ImmutableList.of("query", "queries", "q");

  private static final ImmutableSet<String> DATABASE =
      ImmutableSet.of(
          "sql",
          "db",
          "database",
          "postgres",
          "postgresql",
          "pg",
          "mysql",
          "mariadb",
          "sqlite",
          "mssql",
          "sqlserver",
          "snowflake",
          "bigquery",
          "redshift",
          "duckdb",
          "clickhouse",
          "oracle",
          "supabase",
          "statement",
          "warehouse",
          "athena");

  private static final ImmutableList<String> COMMANDS =
      ImmutableList.of("command", "cmd", "script", "shell_command", "commandLine");

  private static final ImmutableSet<String> SHELL =
      ImmutableSet.of(
          "run",
          "exec",
          "execute",
          "shell",
          "bash",
          "sh",
          "terminal",
          "command",
          "commands",
          "cmd",
          "ssh",
          "process");

  @Override
  public boolean handles(String tool) {
    return true;
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    ToolName.Says says = ToolName.read(call.tool());
    if (call.context().annotations().claimsDestructive() && says != ToolName.Says.REPLACES) {
      return destroys(
          call,
          Verb.DELETE,
          Reach.UNKNOWN,
          says == ToolName.Says.DELETES
              ? NAME_DESTROYS
              : Evidence.of("tool-annotation-destructive", "the tool's provider says so"));
    }
    Optional<Analysis> carried = carried(call, context);
    Analysis named =
        switch (says) {
          case READS -> carried.orElseGet(() -> reads(call));
          case CREATES -> carried.orElseGet(() -> mild(call, Verb.CREATE, "tool-name-creates"));
          case SENDS -> carried.orElseGet(() -> mild(call, Verb.SEND, "tool-name-sends"));
          case NOTHING -> carried.orElseGet(() -> unknown(call));
          case DISARMS ->
              destroys(
                  call,
                  Verb.DISARM,
                  Reach.RESOURCE,
                  Evidence.of("tool-name-disarms", "the tool's name says so"));
          case DELETES -> destroys(call, Verb.DELETE, Reach.UNKNOWN, NAME_DESTROYS);
          case REPLACES -> destroys(call, Verb.REPLACE, Reach.UNKNOWN, NAME_DESTROYS);
        };
    return switch (says) {
      case DISARMS, DELETES, REPLACES -> carried.map(named::plus).orElse(named);
      case READS, CREATES, SENDS, NOTHING -> named;
    };
  }

  /** The effects of a statement or a command line that the arguments carry. */
  private static Optional<Analysis> carried(FrozenCall call, AnalysisContext context) {
    if (call.tool().equals(SQL_TOOL) || call.tool().equals(SHELL_TOOL)) {
      // Nobody else knew it, so it would come back here.
      return Optional.empty();
    }
    ObjectNode arguments = call.arguments();
    List<String> words = ToolName.allWords(call.tool());
    boolean database = words.stream().anyMatch(DATABASE::contains);
    boolean shell = words.stream().anyMatch(SHELL::contains);
    Analysis all = null;
    for (String name : STATEMENTS) {
      all = plus(all, nested(arguments, name, SQL_TOOL, "statement", context));
    }
    for (String name : database || words.equals(List.of("query")) ? QUERIES : List.<String>of()) {
      all = plus(all, nested(arguments, name, SQL_TOOL, "statement", context));
    }
    for (String name : shell && !database ? COMMANDS : List.<String>of()) {
      all = plus(all, nested(arguments, name, SHELL_TOOL, "command", context));
    }
    return Optional.ofNullable(all);
  }

  private static @Nullable Analysis nested(
      ObjectNode arguments, String name, String tool, String argument, AnalysisContext context) {
    JsonNode value = arguments.path(name);
    Analysis all = null;
    for (JsonNode text :
        value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value)) {
      if (text.isTextual() && !text.textValue().isBlank()) {
        ObjectNode inner = JsonNodeFactory.instance.objectNode().put(argument, text.textValue());
        all = plus(all, context.nested().analyze(tool, inner, Facts.NONE));
      }
    }
    return all;
  }

  private static @Nullable Analysis plus(@Nullable Analysis one, @Nullable Analysis other) {
    return one == null ? other : other == null ? one : one.plus(other);
  }

  private static Analysis reads(FrozenCall call) {
    return Analysis.of(
        Effect.read(operation(call), resource(call), Evidence.of("tool-name-reads", SAYS_SO)));
  }

  private static Analysis mild(FrozenCall call, Verb verb, String rule) {
    return Analysis.of(
        new Effect(
            operation(call),
            verb,
            resource(call),
            Reversibility.UNKNOWN,
            Reach.ITEM,
            Evidence.of(rule, SAYS_SO)));
  }

  private static Analysis destroys(FrozenCall call, Verb verb, Reach reach, Evidence evidence) {
    return Analysis.of(
        new Effect(operation(call), verb, resource(call), Reversibility.UNKNOWN, reach, evidence));
  }

  private static Analysis unknown(FrozenCall call) {
    return Analysis.unresolved(
        new Problem(
            AnalysisCode.TOOL_UNKNOWN,
            "No analyzer knows the tool `" + call.tool() + "`, and its name does not tell.",
            "Add an analyzer for it, or a role and a policy rule that name it."));
  }

  private static String operation(FrozenCall call) {
    return "tool:" + call.tool();
  }

  private static Resource resource(FrozenCall call) {
    return Resource.of("tool", call.tool());
  }
}
