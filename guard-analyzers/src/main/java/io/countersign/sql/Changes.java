package io.countersign.sql;

import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;

/** Statements that change rows, and those that move them in and out. */
final class Changes {

  private static final String[] BEHIND_WHERE = {"RETURNING", "ORDER", "LIMIT", "OPTION", "FETCH"};

  private final StatementReader reader;
  private final Queries queries;

  Changes(StatementReader reader, Queries queries) {
    this.reader = reader;
    this.queries = queries;
  }

  void insert(Statement s, Session session) {
    int i = 1;
    while (s.is(i, "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "ALL", "FIRST")) {
      i++;
    }
    if (s.is(i, "OVERWRITE") || s.reads(i, "INTO", "OVERWRITE")) {
      overwrite(s, i, session);
    } else {
      boolean replaces = s.is(i, "OR") && s.is(i + 1, "REPLACE");
      int into = s.find(i, "INTO");
      int name = into < 0 ? i : into + 1;
      while (s.is(name, "TABLE", "ONLY")) {
        name++;
      }
      String table = s.name(name);
      int where = s.reads(s.afterName(name), "REPLACE", "WHERE") ? s.afterName(name) + 1 : -1;
      if (where > 0) {
        int end = s.find(where + 1, "SELECT", "VALUES", "TABLE", "WITH", "FROM", "(");
        delete(
            "sql:Replace",
            Verb.REPLACE,
            s,
            table,
            s.part(where + 1, end < 0 ? s.size() : end),
            session);
      }
      boolean upsert =
          replaces || s.anywhere("DUPLICATE") || (s.anywhere("CONFLICT") && s.anywhere("UPDATE"));
      if (upsert) {
        rows(
            "sql:Upsert",
            Verb.UPDATE,
            table,
            Reach.ITEM,
            s,
            "rows with the same key are overwritten",
            session);
      }
      session.rows(
          "sql:Insert",
          Verb.CREATE,
          table,
          Reversibility.RECOVERABLE,
          Reach.SELECTION,
          Evidence.at("sql-inserts", s.span(), "rows are added"));
    }
    int exec = s.find(i, "EXEC", "EXECUTE", "CALL");
    if (exec > 0) {
      reader.statement(s.from(exec), session);
    }
    queries.scan(s, i, session);
  }

  private static void overwrite(Statement s, int i, Session session) {
    int name = i + 1;
    while (s.is(name, "INTO", "TABLE", "OVERWRITE", "ALL", "FIRST", "LOCAL", "DIRECTORY")) {
      name++;
    }
    boolean directory = s.is(name - 1, "DIRECTORY");
    String target = s.name(name);
    session.rows(
        "sql:InsertOverwrite",
        Verb.REPLACE,
        directory ? "directory " + target : target,
        back(session, target),
        Reach.RESOURCE,
        Evidence.at("sql-overwrites", s.span(), "what is there is overwritten")
            .instead("INSERT INTO"));
  }

  /** MySQL's and SQLite's REPLACE. */
  void replace(Statement s, Session session) {
    int name = 1;
    while (s.is(name, "INTO", "LOW_PRIORITY", "DELAYED")) {
      name++;
    }
    if (name == 1
        && s.is(name, "TABLE", "VIEW", "FUNCTION", "PROCEDURE", "DICTIONARY", "TEMPORARY")) {
      Outcome outcome = s.is(name, "TABLE") ? Outcome.REPLACE : Outcome.LOW;
      outcome.apply(
          session,
          "sql:Replace",
          "object",
          s.name(name + 1),
          s.span(),
          "what is there is replaced");
      return;
    }
    rows(
        "sql:Replace",
        Verb.UPDATE,
        s.name(name),
        Reach.ITEM,
        s,
        "rows with the same key are overwritten",
        session);
    queries.scan(s, 1, session);
  }

  void update(Statement s, Session session) {
    int set = s.find(1, "SET");
    if (set < 0) {
      reader.unknown(s, session);
      return;
    }
    int name = 1;
    while (s.is(
        name,
        "ONLY",
        "LOW_PRIORITY",
        "IGNORE",
        "TOP",
        "PERCENT",
        "OR",
        "ROLLBACK",
        "ABORT",
        "REPLACE",
        "FAIL",
        "(")) {
      name = s.after(name);
    }
    String table = s.name(name);
    int where = s.find(set, "WHERE");
    queries.scan(s, 1, session);
    if (where < 0) {
      // In front of SET the target is one of the joined tables; behind it only where it is named.
      Statement sources = s.part(set, s.size());
      boolean own =
          (session.dialect == Dialect.TSQL || session.dialect.unknown())
              && names(sources, s.token(name).word());
      if (joins(s.part(1, set)) || own && joins(sources)) {
        rows(
            "sql:Update",
            Verb.UPDATE,
            table,
            Reach.ITEM,
            s,
            "rows that the join finds are changed",
            session);
      } else {
        every(
            "sql:Update", Verb.UPDATE, s, table, "UPDATE without WHERE changes every row", session);
      }
      return;
    }
    Statement predicate = predicate(s, where);
    switch (Predicate.of(predicate, text(predicate))) {
      case ALL ->
          every("sql:Update", Verb.UPDATE, s, table, "this WHERE chooses every row", session);
      case SOME ->
          rows("sql:Update", Verb.UPDATE, table, Reach.ITEM, s, "chosen rows are changed", session);
      case NONE -> {}
      case UNREAD -> unread(predicate, table, session);
    }
  }

  private static boolean names(Statement s, String table) {
    int from = s.find(0, "FROM");
    return from > 0
        && s.from(from).tokens().stream().anyMatch(t -> t.names() && t.word().equals(table));
  }

  /** Whether rows of another table choose the rows by a condition. */
  private static boolean joins(Statement s) {
    int join = s.find(0, "JOIN");
    if (join < 0) {
      return false;
    }
    boolean outer = s.is(join - 1, "LEFT", "OUTER", "CROSS", "FULL", "NATURAL");
    return !outer && s.has(join, "ON", "USING");
  }

  void delete(Statement s, Session session) {
    int from = s.find(1, "FROM");
    int name = from < 0 ? 1 : from + 1;
    if (from > 1
        && s.token(1).names()
        && !s.is(1, "TOP", "LOW_PRIORITY", "QUICK", "IGNORE", "HISTORY")) {
      // DELETE t FROM t JOIN u …
      name = 1;
    }
    while (s.is(name, "ONLY", "TOP", "PERCENT", "LOW_PRIORITY", "QUICK", "IGNORE", "(", "TABLE")) {
      name = s.after(name);
    }
    String table = s.name(name);
    int where = s.find(1, "WHERE");
    queries.scan(s, 1, session);
    if (where < 0) {
      every("sql:Delete", Verb.DELETE, s, table, "DELETE without WHERE deletes every row", session);
    } else {
      delete("sql:Delete", Verb.DELETE, s, table, predicate(s, where), session);
    }
  }

  private static void delete(
      String operation,
      Verb verb,
      Statement s,
      String table,
      Statement predicate,
      Session session) {
    switch (Predicate.of(predicate, text(predicate))) {
      case ALL -> every(operation, verb, s, table, "this WHERE chooses every row", session);
      case SOME -> rows(operation, verb, table, Reach.ITEM, s, "chosen rows are deleted", session);
      case NONE -> {}
      case UNREAD -> unread(predicate, table, session);
    }
  }

  private static Statement predicate(Statement s, int where) {
    int end = s.find(where + 1, BEHIND_WHERE);
    for (int i = where + 1; i < s.size(); i = s.after(i)) {
      if (s.reads(i, "THEN", "RETURN")) {
        end = i;
      }
    }
    return s.part(where + 1, end < 0 ? s.size() : end);
  }

  /** The predicate's text again, in a form without comments. */
  static String text(Statement predicate) {
    StringBuilder text = new StringBuilder();
    int end = -1;
    for (int i = 0; i < predicate.size(); i++) {
      Token token = predicate.token(i);
      String before = predicate.word(i - 1);
      String beforeThat = predicate.word(i - 2);
      if (token.start() > end) {
        text.append(' ');
      }
      end = token.end();
      switch (token.type()) {
        case STRING -> text.append('\'').append(token.word().replace("'", "''")).append('\'');
        case NAME -> text.append('"').append(token.word().replace("\"", "\"\"")).append('"');
        case VARIABLE -> text.append('?');
        case SIGN -> {
          // SQLite also writes == for =.
          if (!(token.is("=") && text.length() > 0 && text.charAt(text.length() - 1) == '=')) {
            text.append(token.word());
          }
        }
        case WORD -> {
          // SQLite also writes NOT NULL for IS NOT NULL.
          boolean is = token.is("NULL") && before.equals("NOT") && !beforeThat.equals("IS");
          if (is) {
            text.setLength(text.length() - "NOT ".length());
            text.append("IS NOT ");
          }
          text.append(token.word());
        }
        case NUMBER, META, END, UNFINISHED -> text.append(token.word());
      }
    }
    return text.toString().strip();
  }

  private static void unread(Statement predicate, String table, Session session) {
    session.unresolved(
        SqlCode.PREDICATE_UNREAD,
        predicate.span(),
        "The condition on `"
            + table
            + "` could not be read, so nobody knows how many rows it chooses.",
        "Write it with plain comparisons, or ask for approval.");
  }

  private static void rows(
      String operation,
      Verb verb,
      String table,
      Reach reach,
      Statement s,
      String why,
      Session session) {
    boolean own = session.throwaway(table);
    session.rows(
        operation,
        verb,
        table,
        own ? Reversibility.REVERSIBLE : Reversibility.RECOVERABLE,
        reach,
        Evidence.at("sql-chosen-rows", s.span(), why));
  }

  private static void every(
      String operation, Verb verb, Statement s, String table, String why, Session session) {
    boolean own = session.throwaway(table);
    session.rows(
        operation,
        verb,
        table,
        own ? Reversibility.REVERSIBLE : Reversibility.IRREVERSIBLE,
        Reach.RESOURCE,
        Evidence.at(own ? "sql-temporary" : "sql-every-row", s.span(), why)
            .instead(own ? "" : "SELECT count(*) FROM " + table));
  }

  private static Reversibility back(Session session, String table) {
    if (session.throwaway(table)) {
      return Reversibility.REVERSIBLE;
    }
    return session.dialect.timeTravel() ? Reversibility.RECOVERABLE : Reversibility.IRREVERSIBLE;
  }

  void merge(Statement s, Session session) {
    int name = 1;
    while (s.is(name, "INTO", "TOP", "PERCENT", "(", "WITH", "SCHEMA", "EVOLUTION")) {
      name = s.after(name);
    }
    String table = s.name(name);
    queries.scan(s, 1, session);
    int on = s.find(name, "ON");
    int first = s.find(Math.max(on, name), "WHEN");
    Statement condition = s.part(on + 1, first < 0 ? s.size() : first);
    boolean matchesAll = on > 0 && Predicate.of(condition, text(condition)) == Predicate.Choice.ALL;
    rows("sql:Merge", Verb.UPDATE, table, Reach.ITEM, s, "matching rows are changed", session);
    for (int when = first; when >= 0; ) {
      int next = s.find(when + 1, "WHEN");
      clause(s.part(when, next < 0 ? s.size() : next), matchesAll, table, session);
      when = next;
    }
    // Oracle deletes behind an update, with a WHERE of its own.
    int delete = s.find(1, "DELETE");
    if (delete > 0 && s.is(delete + 1, "WHERE")) {
      delete(
          "sql:MergeDelete",
          Verb.DELETE,
          s,
          table,
          s.part(delete + 2, nextWhen(s, delete)),
          session);
    }
  }

  private static int nextWhen(Statement s, int from) {
    int when = s.find(from, "WHEN");
    return when < 0 ? s.size() : when;
  }

  private static void clause(Statement when, boolean matchesAll, String table, Session session) {
    int then = when.find(0, "THEN");
    if (then < 0 || !when.is(then + 1, "DELETE") || when.is(then + 2, "WHERE")) {
      return;
    }
    int and = when.find(0, "AND");
    boolean conditional = and > 0 && and < then;
    boolean unmatched = when.find(0, "SOURCE") > 0 || (when.is(1, "NOT") && matchesAll);
    if (conditional) {
      delete("sql:MergeDelete", Verb.DELETE, when, table, when.part(and + 1, then), session);
    } else if (unmatched || matchesAll) {
      every(
          "sql:MergeDelete",
          Verb.DELETE,
          when,
          table,
          "rows that the source does not have are deleted",
          session);
    } else {
      rows(
          "sql:MergeDelete",
          Verb.DELETE,
          table,
          Reach.ITEM,
          when,
          "matching rows are deleted",
          session);
    }
  }

  void truncate(Statement s, Session session) {
    int name = 1;
    while (s.is(
        name,
        "TABLE",
        "ONLY",
        "IF",
        "EXISTS",
        "MATERIALIZED",
        "VIEW",
        "CLUSTER",
        "ALL",
        "DATABASE")) {
      name++;
    }
    if (s.size() < 2) {
      reader.unknown(s, session);
      return;
    }
    name = Math.min(name, s.size() - 1);
    while (name < s.size()) {
      String table = s.name(name);
      Reversibility back = back(session, table);
      session.object(
          "sql:Truncate",
          Verb.DELETE,
          "table",
          table,
          back,
          Reach.RESOURCE,
          Evidence.at(
              back == Reversibility.REVERSIBLE ? "sql-temporary" : "sql-truncates",
              s.span(),
              "TRUNCATE deletes every row"));
      name = s.afterName(name);
      name += s.is(name, "*") ? 1 : 0;
      if (!s.is(name, ",")) {
        break;
      }
      name++;
    }
  }

  /** COPY: PostgreSQL's, and COPY INTO of the warehouses. */
  void copy(Statement s, Session session) {
    int from = s.find(1, "FROM");
    int to = s.find(1, "TO");
    int program = s.find(1, "PROGRAM");
    if (program > 0) {
      if (s.token(program + 1).type() == Token.Type.STRING) {
        MetaCommands.shell(s.token(program + 1).word(), s.token(program + 1).span(), session);
      } else {
        Routines.dynamic(s, session);
      }
    }
    queries.scan(s, 1, session);
    boolean into = s.is(1, "INTO");
    int name = into ? 2 : 1;
    boolean stage =
        into && s.token(name).type() != Token.Type.WORD && s.token(name).type() != Token.Type.NAME;
    boolean purge = option(s, "PURGE");
    if (purge || (stage && option(s, "OVERWRITE"))) {
      session.outside(
          "sql:Copy",
          purge ? Verb.DELETE : Verb.REPLACE,
          "sql:stage",
          s.name(purge && from > 0 ? from + 1 : name),
          Reversibility.RECOVERABLE,
          Reach.SELECTION,
          Evidence.at(
              "sql-copy-overwrites",
              s.span(),
              purge ? "files are deleted once they are loaded" : "files are overwritten"));
    }
    boolean out = into ? stage : to > 0 && (from < 0 || to < from);
    session.rows(
        "sql:Copy",
        out ? Verb.SEND : Verb.CREATE,
        s.name(name),
        Reversibility.RECOVERABLE,
        Reach.SELECTION,
        Evidence.at("sql-copies", s.span(), out ? "rows are written out" : "rows come in"));
  }

  private static boolean option(Statement s, String name) {
    for (int i = 1; i < s.size(); i++) {
      if (s.is(i, name) && s.is(i + 1, "=") && s.is(i + 2, "TRUE")) {
        return true;
      }
    }
    return false;
  }
}
