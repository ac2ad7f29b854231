package io.countersign.cloud.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.cloud.rules.Parameters;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations that carry a statement or a command, which others know how to read. */
final class Carriers {

  /**
   * Where the statement stands.
   *
   * @param path to it
   * @param dialect of the batch contract
   */
  private record Sql(String path, String dialect) {}

  private static final ImmutableMap<String, Sql> SQL =
      ImmutableMap.<String, Sql>builder()
          .put("dynamodb:ExecuteStatement", new Sql("Statement", "generic"))
          .put("dynamodb:BatchExecuteStatement", new Sql("Statements.Statement", "generic"))
          .put("dynamodb:ExecuteTransaction", new Sql("TransactStatements.Statement", "generic"))
          .put("rds-data:ExecuteStatement", new Sql("sql", "generic"))
          .put("rds-data:BatchExecuteStatement", new Sql("sql", "generic"))
          .put("rds-data:ExecuteSql", new Sql("sqlStatements", "generic"))
          .put("redshift-data:ExecuteStatement", new Sql("Sql", "redshift"))
          .put("redshift-data:BatchExecuteStatement", new Sql("Sqls", "redshift"))
          .put("athena:StartQueryExecution", new Sql("QueryString", "generic"))
          .buildOrThrow();

  private static final ImmutableMap<String, String> COMMANDS =
      ImmutableMap.of(
          "ecs:ExecuteCommand", "command",
          "codebuild:StartCommandExecution", "command",
          "bedrock-agentcore:InvokeAgentRuntimeCommand", "body.command");

  private Carriers() {}

  /** What the carried statement or command does, if the operation carries one. */
  static Optional<Analysis> ask(AwsCall call) {
    String name = call.operation().qualified();
    Sql sql = SQL.get(name);
    if (sql != null) {
      return Optional.of(statements(call, sql));
    }
    String command = COMMANDS.get(name);
    if (command != null) {
      return Optional.of(command(call, call.parameters().find(command)));
    }
    return name.equals("ssm:SendCommand") ? Optional.of(document(call)) : Optional.empty();
  }

  private static Analysis statements(AwsCall call, Sql sql) {
    Parameters.Found found = call.parameters().find(sql.path());
    ImmutableList<String> texts = found.texts();
    if (texts.isEmpty() || found.unknown()) {
      return unseen(call, "The statement that " + call.operation().name() + " runs is not known.");
    }
    Facts place = place(call);
    List<Analysis> all = new ArrayList<>();
    for (String text : texts) {
      ObjectNode arguments = JsonNodeFactory.instance.objectNode();
      arguments.put("dialect", sql.dialect()).put("statement", text);
      all.add(call.context().nested().analyze("sql", arguments, place));
    }
    return Analysis.all(all);
  }

  private static Facts place(AwsCall call) {
    Facts facts = call.facts();
    for (String member : ImmutableList.of("database", "QueryExecutionContext.Database")) {
      Optional<String> database = call.parameters().find(member).text();
      if (database.isPresent()) {
        facts = facts.with(Fact.DATABASE, database.get());
      }
    }
    return facts;
  }

  private static Analysis document(AwsCall call) {
    String document = call.parameters().find("DocumentName").text().orElse("");
    if (document.endsWith("AWS-RunShellScript")) {
      return command(call, call.parameters().find("Parameters.commands"));
    }
    return Documents.ask(call, document);
  }

  /** Hands a command to the shell analysis; it runs elsewhere, so it has no workspace. */
  private static Analysis command(AwsCall call, Parameters.Found found) {
    if (found.texts().isEmpty() || found.unknown()) {
      return unseen(call, "The command that " + call.operation().name() + " runs is not known.");
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("command", String.join("\n", found.texts())).put("cwd", "/");
    Facts facts = call.facts().with(Fact.DIRECTORY, "/");
    Optional<String> target =
        ImmutableList.of("InstanceIds", "container", "task", "cluster").stream()
            .flatMap(member -> call.parameters().find(member).texts().stream())
            .findFirst();
    if (target.isPresent()) {
      facts = facts.with(Fact.HOST, target.get());
    }
    return call.context().nested().analyze("Bash", arguments, facts);
  }

  static Analysis unseen(AwsCall call, String what) {
    return call.analysis(call.operation().meaning())
        .plus(
            Analysis.unresolved(
                new Problem(
                    AwsCode.COMMAND_UNRESOLVED,
                    what,
                    "Put it into the call itself, or ask for approval.")));
  }
}
