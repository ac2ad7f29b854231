package io.countersign.sql;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts pieces into statements. The body of a routine stays with the statement that creates it:
 * creating does not run it. One pass.
 */
final class Splitter {

  private static final ImmutableSet<String> ROUTINES =
      ImmutableSet.of(
          "FUNCTION",
          "PROCEDURE",
          "PROC",
          "TRIGGER",
          "PACKAGE",
          "EVENT",
          "TASK",
          "MACRO",
          "LIBRARY");

  private final Dialect dialect;
  private final ImmutableList.Builder<Statement> statements = ImmutableList.builder();
  private List<Token> current = new ArrayList<>();
  private boolean routine;
  private boolean body;
  private boolean needsBegin;
  private int depth;

  private Splitter(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The statements of a text, in order. */
  static ImmutableList<Statement> split(ImmutableList<Token> tokens, Dialect dialect) {
    Splitter splitter = new Splitter(dialect);
    for (int i = 0; i < tokens.size(); i++) {
      Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : new Token(Token.Type.END, 0, 0, "");
      splitter.take(tokens.get(i), next);
    }
    if (!splitter.current.isEmpty() && splitter.insideBody() && dialect != Dialect.TSQL) {
      // A body that never ends may have swallowed statements that do run.
      Token last = splitter.current.get(splitter.current.size() - 1);
      splitter.current.add(new Token(Token.Type.UNFINISHED, last.start(), last.end(), "body"));
    }
    splitter.flush();
    return splitter.statements.build();
  }

  private void take(Token token, Token next) {
    switch (token.type()) {
      case END -> {
        if (!token.word().equals(";") || !insideBody()) {
          flush();
        } else {
          current.add(token);
        }
      }
      case META -> {
        // \g and its kin send what was typed so far; others run on their own, at once.
        if (token
            .word()
            .matches("(?s)\\\\(g|G|gx|gexec|gset|gdesc|crosstabview|watch|bind)\\b.*")) {
          flush();
        }
        statements.add(new Statement(ImmutableList.of(token)));
      }
      case WORD, NAME, STRING, NUMBER, VARIABLE, SIGN, UNFINISHED -> {
        current.add(token);
        if (token.type() == Token.Type.WORD) {
          word(token.word(), next);
        }
      }
    }
  }

  private boolean insideBody() {
    if (!routine) {
      return false;
    }
    // In T-SQL the rest of the batch belongs to the routine.
    return dialect == Dialect.TSQL || depth > 0 || (needsBegin && !body);
  }

  private void word(String word, Token next) {
    if (!routine) {
      routine =
          current.size() < 14
              && ROUTINES.contains(word)
              && current.get(0).isAny("CREATE", "ALTER")
              && (current.get(0).is("CREATE") || dialect == Dialect.TSQL);
      return;
    }
    switch (word) {
      case "BEGIN" -> {
        if (!next.isAny("TRANSACTION", "TRAN", "WORK") && startsBlock()) {
          body = true;
          depth++;
        }
      }
      case "CASE" -> {
        if (!current.get(Math.max(0, current.size() - 2)).is("END")) {
          depth++;
        }
      }
      case "END" -> {
        if (!next.isAny("IF", "LOOP", "WHILE", "REPEAT", "FOR") && depth > 0) {
          depth--;
        }
      }
      case "DECLARE" -> needsBegin |= depth == 0;
      case "IS", "AS" ->
          needsBegin |=
              dialect == Dialect.ORACLE
                  && depth == 0
                  && !next.isAny("LANGUAGE", "EXTERNAL", "MLE")
                  && next.type() == Token.Type.WORD;
      default -> {}
    }
  }

  /**
   * Whether the BEGIN just taken can start a block; it is no reserved word, so it can be a name.
   */
  private boolean startsBlock() {
    Token before = current.get(Math.max(0, current.size() - 2));
    return before.type() == Token.Type.SIGN
        ? before.isAny(")", ":", ";", ">")
        : !before.isAny(
            "RETURN", "SELECT", "SET", "FROM", "BY", "WHERE", "AND", "OR", "NOT", "ON", "TABLE",
            "INTO", "UPDATE", "JOIN", "VALUES");
  }

  private void flush() {
    if (!current.isEmpty()) {
      statements.add(new Statement(ImmutableList.copyOf(current)));
    }
    current = new ArrayList<>();
    routine = false;
    body = false;
    needsBegin = false;
    depth = 0;
  }
}
