package io.countersign.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import io.countersign.problem.Problem;

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
    Analysis analysis =
        read(text, dialect, dialect.backslashEscapes(), dialect.nestedComments(), context);
    // Where the dialect leaves open what a text means, every meaning counts.
    if (dialect.backslashUnclear() && text.contains("\\")) {
      analysis = either(analysis, read(text, dialect, true, dialect.nestedComments(), context));
    }
    if (dialect.unknown() && text.indexOf("/*", text.indexOf("/*") + 1) >= 0) {
      analysis = either(analysis, read(text, dialect, false, true, context));
    }
    return analysis;
  }

  private static Analysis either(Analysis one, Analysis other) {
    return one.equals(other) ? one : one.plus(other);
  }

  private Analysis read(
      String text, Dialect dialect, boolean backslash, boolean nested, AnalysisContext context) {
    Session session = new Session(dialect, context);
    if (!context.budget().take(text.length() / 4 + 1)) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.TOO_MANY_STEPS,
              "The text is larger than what one analysis may take.",
              "Send fewer statements at a time."));
    }
    reader.text(new Lexer(text, dialect, backslash, nested).tokens(), session);
    return session.analysis();
  }
}
