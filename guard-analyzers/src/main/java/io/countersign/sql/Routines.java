package io.countersign.sql;

import com.google.common.collect.ImmutableList;
import java.util.Locale;

/** EXECUTE, CALL, PREPARE and DO: statements that run others, known by name or carried as text. */
final class Routines {

  private final StatementReader reader;
  private final Heads heads;
  private final Functions functions;
  private final Queries queries;

  Routines(StatementReader reader, Heads heads, Functions functions, Queries queries) {
    this.reader = reader;
    this.heads = heads;
    this.functions = functions;
    this.queries = queries;
  }

  void run(Statement s, Session session) {
    if (s.is(0, "PREPARE")) {
      prepare(s, session);
      return;
    }
    if (s.is(0, "DO")) {
      block(s, session);
      return;
    }
    if (heads.apply(s, 2, session)) {
      return;
    }
    int i = 1;
    if (s.is(i, "IMMEDIATE")) {
      i++;
    } else if (s.token(i).type() == Token.Type.VARIABLE && s.is(i + 1, "=")) {
      i += 2;
    }
    boolean statementText =
        s.is(0, "EXECUTE", "EXEC")
            && (s.is(1, "IMMEDIATE") || s.is(i, "(") || s.token(i).type() == Token.Type.STRING);
    int text = s.is(i, "(") ? i + 1 : i;
    if (statementText || s.token(text).type() == Token.Type.STRING) {
      boolean whole =
          text + 1 >= s.size()
              || s.is(text + 1, ")", "USING", "INTO", "AT", ";", "RETURNING", "BULK");
      if (s.token(text).type() == Token.Type.STRING && whole) {
        reader.literal(s.token(text), session);
      } else {
        dynamic(s, session);
      }
      return;
    }
    String name = s.name(i);
    int arguments = s.afterName(i);
    if (s.is(0, "EXECUTE") && session.prepared(name).isPresent()) {
      Statement prepared = session.prepared(name).get();
      session.inside(s.span(), s.span(), () -> reader.statement(prepared, session));
      return;
    }
    queries.scan(s, arguments + 1, session);
    if (!functions.call(s, i, arguments, session, reader)) {
      session.unresolved(
          SqlCode.ROUTINE_OPAQUE,
          s.span(),
          "`"
              + (name.isEmpty() ? s.word(0).toLowerCase(Locale.ROOT) : name)
              + "` is a routine whose body the call does not show.",
          "Send the statements that it runs, or ask for approval.");
    }
  }

  private void prepare(Statement s, Session session) {
    if (s.is(1, "TRANSACTION")) {
      session.commit();
      return;
    }
    int as = s.find(2, "AS", "FROM");
    if (as < 0) {
      reader.unknown(s, session);
    } else if (s.token(as + 1).type() == Token.Type.STRING && as + 2 >= s.size()) {
      ImmutableList<Token> tokens =
          new Lexer(
                  s.token(as + 1).word(),
                  session.dialect,
                  session.dialect.backslashEscapes(),
                  session.dialect.nestedComments())
              .tokens();
      ImmutableList<Statement> inner = Splitter.split(tokens, session.dialect);
      if (inner.size() == 1) {
        session.prepare(s.name(1), inner.get(0));
      }
    } else if (s.is(as, "AS")) {
      session.prepare(s.name(1), s.from(as + 1));
    }
  }

  /** DO: an anonymous block in PostgreSQL, expressions in MySQL. */
  private void block(Statement s, Session session) {
    int body = -1;
    for (int i = 1; i < s.size(); i++) {
      if (s.token(i).type() == Token.Type.STRING && !s.is(i - 1, "LANGUAGE")) {
        body = i;
        break;
      }
    }
    int language = s.find(1, "LANGUAGE");
    boolean readable =
        language < 0
            || s.name(language + 1).equalsIgnoreCase("plpgsql")
            || s.name(language + 1).equalsIgnoreCase("sql");
    if (body >= 0 && !readable) {
      dynamic(s, session);
    } else if (body >= 0 && !session.dialect.mysqlLike()) {
      Token text = s.token(body);
      session.maybe(() -> reader.literal(text, session));
    } else {
      queries.scan(s, 1, session);
    }
  }

  static void dynamic(Statement s, Session session) {
    session.unresolved(
        SqlCode.DYNAMIC,
        s.span(),
        "The statement is put together only when it runs.",
        "Send the statement itself.");
  }
}
