package io.countersign.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL: tool {@code sql} with {@code statement} (one or more statements, as a client would send
 * them) and {@code dialect} (postgres, mysql, mariadb, sqlite, oracle, tsql, snowflake, bigquery,
 * redshift, sparksql, ansi, generic; any other name is generic). Thread-safe.
 */
public final class SqlAnalyzer implements Analyzer {

  /** How deep statements may stand in statements, such as a literal handed to EXECUTE IMMEDIATE. */
  static final int MAX_DEPTH = 12;

  private final StatementReader reader;

  /** Reads the tables of statement kinds and functions. */
  public SqlAnalyzer() {
    this.reader = StatementReader.load();
  }

  @Override
  public boolean handles(String tool) {
    return tool.equals("sql");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    JsonNode statement = call.argument("statement");
    if (!statement.isTextual()) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.ARGUMENT_UNREADABLE,
              "The call carries no `statement`, or one that is no text.",
              "Send `statement` as a string, and `dialect` if it is known."));
    }
    Dialect dialect = Dialect.named(call.argument("dialect").asText());
    return analyze(statement.textValue(), dialect, context);
  }

  private Analysis analyze(String text, Dialect dialect, AnalysisContext context) {
    // Where the dialect leaves open what a text means, every meaning counts.
    List<ImmutableList<Token>> readings = new ArrayList<>();
    readings.add(tokens(text, dialect, dialect.backslashEscapes(), dialect.nestedComments()));
    if (dialect.backslashUnclear() && text.contains("\\")) {
      readings.add(tokens(text, dialect, true, dialect.nestedComments()));
    }
    if (dialect.unknown() && text.indexOf("/*", text.indexOf("/*") + 1) >= 0) {
      readings.add(tokens(text, dialect, false, true));
    }
    boolean ends = readings.stream().anyMatch(SqlAnalyzer::ends);
    List<Analysis> analyses = new ArrayList<>();
    for (ImmutableList<Token> reading : readings) {
      // A statement that does not end is refused by a server that reads it so, and another reading
      // makes sense of it: this one then stands for a dialect that the text is not written in.
      Analysis analysis =
          read(text.length(), ends && !ends(reading) ? whole(reading) : reading, dialect, context);
      if (!analyses.contains(analysis)) {
        analyses.add(analysis);
      }
    }
    return analyses.size() == 1 ? analyses.get(0) : Analysis.all(analyses);
  }

  private static ImmutableList<Token> tokens(
      String text, Dialect dialect, boolean backslash, boolean nested) {
    return new Lexer(text, dialect, backslash, nested).tokens();
  }

  private static boolean ends(ImmutableList<Token> tokens) {
    return tokens.stream().noneMatch(token -> token.type() == Token.Type.UNFINISHED);
  }

  /** What stands before the first statement that does not end. */
  private static ImmutableList<Token> whole(ImmutableList<Token> tokens) {
    int end = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).type() == Token.Type.UNFINISHED) {
        break;
      }
      if (tokens.get(i).type() == Token.Type.END) {
        end = i;
      }
    }
    return tokens.subList(0, end);
  }

  private Analysis read(
      int length, ImmutableList<Token> tokens, Dialect dialect, AnalysisContext context) {
    Session session = new Session(dialect, context);
    if (!context.budget().take(length / 4 + 1)) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.TOO_MANY_STEPS,
              "The text is larger than what one analysis may take.",
              "Send fewer statements at a time."));
    }
    reader.text(tokens, session);
    return session.analysis();
  }
}
