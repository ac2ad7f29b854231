package io.countersign.sql;

import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;

/** SELECT and its kin, and what can hide inside of any statement that evaluates expressions. */
final class Queries {

  private final StatementReader reader;
  private final Functions functions;

  Queries(StatementReader reader, Functions functions) {
    this.reader = reader;
    this.functions = functions;
  }

  /** A query: reads, and does what its functions and inner statements do. */
  void read(Statement statement, Session session) {
    session.outside(
        "sql:Select",
        Verb.READ,
        "sql:table",
        source(statement),
        Reversibility.REVERSIBLE,
        Reach.ITEM,
        Evidence.at("sql-reads", statement.span(), "it reads"));
    if (Blocks.swallowed(statement)) {
      reader.unknown(statement, session);
    }
    into(statement, session);
    scan(statement, 0, session);
  }

  private static String source(Statement statement) {
    int from = statement.find(0, "FROM");
    return from < 0 ? "?" : statement.name(from + 1);
  }

  /** {@code SELECT … INTO new_table}, {@code INTO OUTFILE}, {@code INTO @variable}. */
  private static void into(Statement statement, Session session) {
    int into = statement.find(0, "INTO");
    if (into < 0
        || statement.token(into + 1).type() == Token.Type.VARIABLE
            && !statement.token(into + 1).word().startsWith("#")) {
      return;
    }
    int name = into + 1;
    while (statement.is(
        name, "TEMP", "TEMPORARY", "UNLOGGED", "TABLE", "OUTFILE", "DUMPFILE", "STRICT")) {
      name++;
    }
    String table = statement.name(name);
    session.object(
        "sql:SelectInto",
        Verb.CREATE,
        "table",
        table,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        Evidence.at("sql-creates", statement.span(), "the result is kept"));
    session.made(table);
  }

  /**
   * WITH: the statement behind the common table expressions, and those that change data.
   *
   * @return where the main statement starts; the size when there is none
   */
  static int behindCommonTables(Statement statement) {
    int i = 1;
    if (statement.is(i, "RECURSIVE")) {
      i++;
    }
    while (i < statement.size()) {
      if (statement.is(
          i, "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE", "FROM", "REPLACE",
          "UPSERT", "CREATE", "PIVOT", "UNPIVOT")) {
        // A common table may be called like that: then AS, a column list or a comma follows.
        boolean name = statement.is(i + 1, "AS") && statement.is(i + 2, "(");
        if (!name) {
          return i;
        }
      }
      if (statement.is(i, "(")
          && i > 0
          && !statement.is(i - 1, "AS", "MATERIALIZED", ",", "KEY")
          && statement.is(i - 1, ")")) {
        // WITH a AS (…) (SELECT …)
        return i;
      }
      i = statement.after(i);
    }
    return statement.size();
  }

  /** Finds functions that do something and statements that stand in parentheses. */
  void scan(Statement statement, int from, Session session) {
    if (!session.context.budget().take(statement.size())) {
      session.unresolved(
          io.countersign.analysis.AnalysisCode.TOO_MANY_STEPS,
          statement.span(),
          "The text is larger than what one analysis may take.",
          "Send fewer statements at a time.");
      return;
    }
    for (int i = from; i < statement.size(); i++) {
      Token token = statement.token(i);
      if (token.is("(")) {
        if (changes(statement, i + 1)) {
          Statement inner = statement.part(i + 1, statement.closing(i));
          session.inside(inner.span(), null, () -> reader.statement(inner, session));
          i = statement.closing(i);
        } else if (i > 0 && statement.token(i - 1).names()) {
          functions.call(statement, nameBefore(statement, i), i, session, reader);
        }
      }
    }
  }

  /** Where the name starts that ends before {@code open}: {@code dbms_output.put_line(}. */
  private static int nameBefore(Statement statement, int open) {
    int start = open - 1;
    while (start >= 2 && statement.is(start - 1, ".") && statement.token(start - 2).names()) {
      start -= 2;
    }
    return start;
  }

  /**
   * Whether a statement that changes data starts here; DELETE and the like can also be functions.
   */
  private static boolean changes(Statement statement, int i) {
    return switch (statement.word(i)) {
      case "DELETE" ->
          statement.is(i + 1, "FROM") || statement.token(i + 1).type() == Token.Type.WORD;
      case "INSERT" -> statement.is(i + 1, "INTO", "OVERWRITE", "OR");
      case "MERGE" -> statement.is(i + 1, "INTO") || statement.has(i, "USING");
      case "UPDATE" -> statement.token(i + 1).names() && !statement.is(i + 1, "OF");
      case "TRUNCATE", "DROP" -> statement.is(i + 1, "TABLE");
      case "WITH" -> {
        int main = behindCommonTables(statement.part(i, statement.closing(i - 1)));
        yield statement.is(i + main, "DELETE", "INSERT", "UPDATE", "MERGE");
      }
      default -> false;
    };
  }

  /** A read without any doubt, for statements such as EXPLAIN. */
  static void plain(Statement statement, String operation, Session session) {
    Effect read =
        Effect.read(
            operation,
            io.countersign.analysis.Resource.of("sql:database", "?"),
            Evidence.at("sql-reads", statement.span(), "it reads"));
    session.outside(
        read.operation(),
        read.verb(),
        "sql:database",
        "?",
        read.reversibility(),
        read.reach(),
        read.evidence());
  }
}
