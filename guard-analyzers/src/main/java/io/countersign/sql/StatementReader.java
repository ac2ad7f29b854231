package io.countersign.sql;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.AnalysisCode;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a statement by its head and asks whoever knows its kind. What nobody knows is
 * unresolved: to overlook a new statement kind is worse than to ask about it.
 */
final class StatementReader {

  private static final ImmutableSet<String> CONTROL =
      Tables.words(
          "IF WHILE LOOP FOR REPEAT CASE ELSE ELSEIF ELSIF ELIF END THEN WHEN EXCEPTION UNTIL FOREACH DO"
              + " FORALL");

  private static final ImmutableSet<String> TRANSACTION =
      Tables.words(
          "TRANSACTION TRAN WORK DEFERRED IMMEDIATE EXCLUSIVE ISOLATION READ NOT CONCURRENT DISTRIBUTED NAME");

  /** Teradata's short forms. */
  private static final ImmutableMap<String, String> SHORT =
      ImmutableMap.of("SEL", "SELECT", "INS", "INSERT", "UPD", "UPDATE", "DEL", "DELETE");

  /** What a statement may stand behind that only says how it is to run. */
  private static final ImmutableSet<String> PREFIXES = Tables.words("LOCKING BATCH TRACE VEXPLAIN");

  private final Heads heads;
  private final Functions functions;
  private final Queries queries;
  private final Changes changes;
  private final Definitions definitions;
  private final Routines routines;

  private StatementReader(Heads heads, Functions functions) {
    this.heads = heads;
    this.functions = functions;
    this.queries = new Queries(this, functions);
    this.changes = new Changes(this, queries);
    this.definitions = new Definitions(this, queries);
    this.routines = new Routines(this, heads, functions, queries);
  }

  static StatementReader load() {
    return new StatementReader(Heads.load(), Functions.load());
  }

  /** Reads a whole text. */
  void text(ImmutableList<Token> tokens, Session session) {
    for (Token token : tokens) {
      if (token.type() == Token.Type.UNFINISHED) {
        session.unresolved(
            SqlCode.TEXT_UNFINISHED,
            token.span(),
            "A " + token.word() + " does not end.",
            "Send whole statements.");
      }
    }
    for (Statement statement : Splitter.split(tokens, session.dialect)) {
      if (!session.context.budget().take(statement.size())) {
        session.unresolved(
            AnalysisCode.TOO_MANY_STEPS,
            statement.span(),
            "The text is larger than what one analysis may take.",
            "Send fewer statements at a time.");
        return;
      }
      Token last = statement.token(statement.size() - 1);
      if (last.type() == Token.Type.UNFINISHED && last.word().equals("body")) {
        session.unresolved(
            SqlCode.TEXT_UNFINISHED,
            statement.span(),
            "The body of a routine does not end.",
            "Send whole statements.");
      }
      topLevel(statement, session);
    }
  }

  /** Reads SQL that a literal holds. */
  void literal(Token literal, Session session) {
    session.inside(
        literal.span(),
        literal.span(),
        () ->
            text(
                new Lexer(
                        literal.word(),
                        session.dialect,
                        session.dialect.backslashEscapes(),
                        session.dialect.nestedComments())
                    .tokens(),
                session));
  }

  /** A statement that a separator ended; in scripts several can follow each other without one. */
  private void topLevel(Statement statement, Session session) {
    if (statement.token(0).type() == Token.Type.META) {
      MetaCommands.read(statement.token(0), session);
    } else if (Blocks.needed(statement, session.dialect) || control(statement)) {
      for (Blocks.Part part : Blocks.parts(statement, session.dialect)) {
        if (part.conditional()) {
          session.maybe(() -> statement(part.statement(), session));
        } else {
          statement(part.statement(), session);
        }
      }
    } else {
      statement(statement, session);
    }
  }

  private static boolean control(Statement statement) {
    return (CONTROL.contains(statement.word(0)) && !statement.word(0).equals("DO"))
        || (statement.is(0, "BEGIN") && !transaction(statement))
        || (statement.is(0, "DECLARE") && statement.anywhere("BEGIN"))
        || statement.reads(0, "<", "<")
        || (statement.token(0).names()
            && statement.is(1, ":")
            && statement.token(2).type() == Token.Type.WORD);
  }

  private static boolean transaction(Statement statement) {
    return statement.size() == 1 || TRANSACTION.contains(statement.word(1));
  }

  /** Reads one statement. */
  void statement(Statement s, Session session) {
    if (s.size() == 0 || s.token(0).type() == Token.Type.UNFINISHED) {
      return;
    }
    if (Blocks.condition(s)) {
      condition(s, session);
      return;
    }
    if (s.is(0, "(")) {
      statement(s.part(1, s.closing(0)), session);
      queries.scan(s, s.closing(0), session);
      return;
    }
    @Nullable String full = SHORT.get(s.word(0));
    if (session.dialect.unknown() && full != null && s.size() > 1) {
      Token head = new Token(Token.Type.WORD, s.token(0).start(), s.token(0).end(), full);
      statement(
          new Statement(
              ImmutableList.<Token>builder().add(head).addAll(s.from(1).tokens()).build()),
          session);
      return;
    }
    switch (s.word(0)) {
      case "SELECT", "VALUES", "FROM", "PERFORM" -> query(s, session);
      case "TABLE" -> queries.read(s, session);
      case "WITH" -> with(s, session);
      case "INSERT", "UPSERT" -> changes.insert(s, session);
      case "REPLACE" -> changes.replace(s, session);
      case "UPDATE" -> {
        if (!heads.apply(s, 2, session)) {
          changes.update(s, session);
        }
      }
      case "DELETE" -> changes.delete(s, session);
      case "MERGE" -> changes.merge(s, session);
      case "TRUNCATE" -> changes.truncate(s, session);
      case "COPY" -> changes.copy(s, session);
      case "CREATE" -> definitions.create(s, session);
      case "DROP" -> {
        if (!heads.apply(s, 2, session)) {
          definitions.drop(s, session);
        }
      }
      case "ALTER" -> definitions.alter(s, session);
      case "EXPLAIN", "DESCRIBE", "DESC" -> explain(s, session);
      case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT" -> transaction(s, session);
      case "PREPARE", "EXECUTE", "EXEC", "CALL", "DO" -> routines.run(s, session);
      case "PRAGMA" -> pragma(s, session);
      default -> other(s, session);
    }
  }

  private void query(Statement s, Session session) {
    // Hive: FROM t INSERT OVERWRITE TABLE u SELECT …
    int insert = s.is(0, "FROM") ? s.find(1, "INSERT") : -1;
    if (insert > 0) {
      statement(s.from(insert), session);
    } else {
      queries.read(s, session);
    }
  }

  private void with(Statement s, Session session) {
    int main = Queries.behindCommonTables(s);
    queries.scan(s.part(0, main), 0, session);
    if (main < s.size() && !s.is(main, "WITH")) {
      statement(s.from(main), session);
    } else {
      unknown(s, session);
    }
  }

  /** A condition or a query that a loop goes over. */
  private void condition(Statement s, Session session) {
    int in = s.find(1, "IN", "AS");
    if (s.is(0, "FOR", "FORALL")
        && in > 0
        && s.is(
            in + 1, "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "EXECUTE", "VALUES")) {
      statement(s.from(in + 1), session);
    } else {
      queries.scan(s, 0, session);
    }
  }

  private void explain(Statement s, Session session) {
    int i = 1;
    boolean runs = false;
    if (s.is(i, "(") && !s.is(i + 1, "SELECT", "WITH", "VALUES", "FROM")) {
      Statement options = s.part(i + 1, s.closing(i));
      int analyze = options.find(0, "ANALYZE", "ANALYSE");
      runs =
          analyze >= 0
              && !options.is(analyze + 1, "FALSE", "OFF")
              && !options.token(analyze + 1).word().equals("0");
      i = s.after(i);
    }
    while (s.is(
            i,
            "ANALYZE",
            "ANALYSE",
            "VERBOSE",
            "EXTENDED",
            "PARTITIONS",
            "FORMAT",
            "QUERY",
            "PLAN",
            "COST",
            "CODEGEN",
            "FORMATTED",
            "LOGICAL",
            "USING",
            "TEXT",
            "JSON",
            "TABULAR",
            "TREE",
            "TRADITIONAL",
            "FOR",
            "SQL",
            "=",
            "SET",
            "STATEMENT_ID",
            "INTO",
            "AST",
            "SYNTAX",
            "PIPELINE",
            "ESTIMATE",
            "DISTSQL",
            "OPT")
        || (i > 1 && s.is(i - 1, "=", "FORMAT") && s.token(i).names())) {
      runs |= s.is(i, "ANALYZE", "ANALYSE");
      i++;
    }
    if (s.is(i, "(") && runs && !s.is(i + 1, "SELECT")) {
      i = s.after(i);
    }
    if (runs && i < s.size()) {
      statement(s.from(i), session);
    } else {
      Queries.plain(s, "sql:Explain", session);
    }
  }

  private void transaction(Statement s, Session session) {
    switch (s.word(0)) {
      case "BEGIN" -> {
        if (!heads.apply(s, 2, session)) {
          session.begin();
        }
      }
      case "START" -> {
        if (s.is(1, "TRANSACTION")) {
          session.begin();
        } else if (!heads.apply(s, 1, session)) {
          unknown(s, session);
        }
      }
      case "ROLLBACK", "ABORT" -> {
        if (!s.has(1, "TO", "PREPARED")) {
          session.rollback();
        }
      }
      default -> {
        if (!heads.apply(s, 2, session)) {
          session.commit();
        }
      }
    }
  }

  private static void pragma(Statement s, Session session) {
    boolean schema =
        s.anywhere("WRITABLE_SCHEMA")
            && s.anywhere("=", "(")
            && !s.anywhere("OFF", "FALSE")
            && s.tokens().stream().noneMatch(t -> t.word().equals("0"));
    Outcome outcome = schema ? Outcome.DISARM : s.anywhere("=") ? Outcome.LOW : Outcome.READ;
    outcome.apply(
        session, "sql:Pragma", "database", s.name(1), s.span(), "a setting of the database file");
  }

  private void other(Statement s, Session session) {
    if (s.token(0).type() == Token.Type.META) {
      MetaCommands.read(s.token(0), session);
      return;
    }
    if (s.is(0, "ANALYZE")
        && !s.anywhere("STATISTICS")
        && s.is(1, "SELECT", "UPDATE", "DELETE", "INSERT", "WITH", "REPLACE", "FORMAT")) {
      // MariaDB's ANALYZE runs the statement.
      explain(
          new Statement(ImmutableList.<Token>builder().add(s.token(0)).addAll(s.tokens()).build()),
          session);
      return;
    }
    if (s.is(0, "SET") && s.is(1, "STATEMENT") && s.has(2, "FOR")) {
      statement(s.from(s.find(2, "FOR") + 1), session);
      return;
    }
    if (s.is(0, "SET")
        && (s.is(1, "GLOBAL", "PERSIST", "PERSIST_ONLY")
            || s.token(1).word().startsWith("@@GLOBAL"))
        && Alterations.switchesOff(s)) {
      Outcome.DISARM.apply(
          session, "sql:SetGlobal", "server", s.name(2), s.span(), "a safeguard is switched off");
      return;
    }
    int hinted = s.reads(0, "@", "{") ? s.find(2, "}") + 1 : 0;
    int inner =
        hinted > 0
            ? hinted
            : PREFIXES.contains(s.word(0))
                ? s.find(
                    1, "SELECT", "SEL", "WITH", "INSERT", "UPDATE", "DELETE", "DEL", "REPLACE",
                    "MERGE")
                : -1;
    if (inner > 0) {
      statement(s.from(inner), session);
      return;
    }
    if (heads.apply(s, 1, session)) {
      queries.scan(s, 1, session);
      if (s.is(0, "DECLARE")) {
        declared(s, session);
      }
      return;
    }
    int behind = s.afterName(0);
    if (s.is(behind, ":=", "=")
        || s.is(behind, "[")
        || s.token(0).type() == Token.Type.STRING
        || s.token(0).type() == Token.Type.NUMBER && s.size() == 1) {
      queries.scan(s, 0, session);
    } else if (session.dialect == Dialect.TSQL
        && (s.word(0).startsWith("SP_") || s.word(0).startsWith("XP_"))
        && functions.call(s, 0, behind, session, this)) {
      // The first statement of a batch may leave out EXEC.
      queries.scan(s, behind, session);
    } else if (session.dialect == Dialect.ORACLE
        && s.token(0).names()
        && (s.is(behind, "(") || behind == s.size())) {
      // In a block a name on its own calls a procedure.
      if (!functions.call(s, 0, behind, session, this)) {
        session.unresolved(
            SqlCode.ROUTINE_OPAQUE,
            s.span(),
            "`" + s.name(0) + "` is a routine whose body the call does not show.",
            "Send the statements that it runs, or ask for approval.");
      }
    } else {
      unknown(s, session);
    }
  }

  /** DECLARE c CURSOR FOR …, and the rest of what a block declares. */
  private void declared(Statement s, Session session) {
    int query = s.find(1, "FOR");
    if (query > 0 && s.is(query + 1, "DELETE", "UPDATE", "INSERT", "MERGE", "WITH")) {
      statement(s.from(query + 1), session);
    }
    if (s.token(1).type() == Token.Type.VARIABLE && s.anywhere("TABLE")) {
      session.made(s.token(1).word());
    }
  }

  void unknown(Statement s, Session session) {
    String head = s.token(0).word();
    session.unresolved(
        SqlCode.STATEMENT_UNKNOWN,
        s.span(),
        "`"
            + (head.length() > 40 ? head.substring(0, 40) + "…" : head)
            + "` starts no statement that this analysis knows.",
        "Check the dialect, send standard SQL, or ask for approval.");
  }
}
