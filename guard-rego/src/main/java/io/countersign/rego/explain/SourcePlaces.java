package io.countersign.rego.explain;

import io.countersign.rego.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds what coverage counts in a file of Rego: the head of each rule and each expression of its
 * body, also of rules that the compiler left out of the plan. Expressions within others, as in
 * comprehensions, lie on lines that are counted already and are not told apart. Knows where things
 * begin and end, not what they mean: the compiler has accepted the file before.
 */
final class SourcePlaces {
  /** What goes on in the next line when it stands at the end of one, or at the start of it. */
  private static final Set<String> JOINS =
      Set.of(
          ":=", "=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "&", "|", "in",
          "with", "as", ",");

  private static final Set<String> OPENS_LINE = Set.of("not", "some", "every", "if", ".");

  private final String file;
  private final List<SourceToken> tokens;
  private final List<Place> heads = new ArrayList<>();
  private final List<Place> expressions = new ArrayList<>();
  private int at;

  private SourcePlaces(String file, String source) {
    this.file = file;
    this.tokens = SourceTokens.of(source);
  }

  /**
   * The places of a file.
   *
   * @param file as the plan names it
   */
  static SourcePlaces of(String file, String source) {
    SourcePlaces found = new SourcePlaces(file, source);
    while (found.at < found.tokens.size()) {
      found.statement();
    }
    return found;
  }

  List<Place> heads() {
    return heads;
  }

  /** The expressions of bodies. */
  List<Place> expressions() {
    return expressions;
  }

  private void statement() {
    if (is("package") || is("import")) {
      expression();
    } else {
      rule();
    }
  }

  private void rule() {
    if (is("default") && at + 1 < tokens.size() && !isReference(tokens.get(at + 1))) {
      at++;
    }
    int head = at;
    expression();
    heads.add(since(head));
    body();
    while (is("else")) {
      int branch = at;
      at++;
      if (is(":=") || is("=")) {
        expression();
      }
      heads.add(since(branch));
      body();
    }
  }

  /** {@code default.x} is a reference, no default value. */
  private static boolean isReference(SourceToken next) {
    return next.is(".") || next.is("[");
  }

  private void body() {
    if (!is("if")) {
      return;
    }
    at++;
    if (!is("{")) {
      literal();
      return;
    }
    at++;
    while (at < tokens.size() && !is("}")) {
      if (is(";")) {
        at++;
      } else {
        literal();
      }
    }
    at++;
  }

  /** An expression of a body; {@code some} only declares. */
  private void literal() {
    int from = at;
    boolean declares = is("some");
    expression();
    if (!declares) {
      expressions.add(since(from));
    }
  }

  /** Goes on to the end of an expression or a head; at least one token. */
  private void expression() {
    boolean every = is("every");
    while (at < tokens.size()) {
      if (tokens.get(at).opens()) {
        boolean bodyOfEvery = every && is("{") && endsTerm(at - 1);
        group();
        if (bodyOfEvery) {
          return;
        }
      } else {
        at++;
      }
      if (at < tokens.size() && !goesOn()) {
        return;
      }
    }
  }

  private boolean goesOn() {
    SourceToken here = tokens.get(at);
    if (here.closes() || here.is(";") || isWord("if") || isWord("else")) {
      return false;
    }
    SourceToken before = tokens.get(at - 1);
    return here.row() == before.endRow()
        || JOINS.contains(here.text())
        || JOINS.contains(before.text())
        || OPENS_LINE.contains(before.text());
  }

  /** Whether the token is that keyword, not a part of a reference such as {@code input.if}. */
  private boolean isWord(String word) {
    return is(word) && !tokens.get(at - 1).is(".");
  }

  /** Whether a term ends with this token: a brace behind it opens no set. */
  private boolean endsTerm(int token) {
    SourceToken before = tokens.get(token);
    return before.closes()
        || !JOINS.contains(before.text()) && !OPENS_LINE.contains(before.text()) && !before.opens();
  }

  private void group() {
    int depth = 0;
    do {
      SourceToken token = tokens.get(at);
      depth += token.opens() ? 1 : token.closes() ? -1 : 0;
      at++;
    } while (depth > 0 && at < tokens.size());
  }

  private boolean is(String text) {
    return at < tokens.size() && tokens.get(at).is(text);
  }

  /** What lies between a token and the one that was read last. */
  private Place since(int from) {
    SourceToken first = tokens.get(from);
    SourceToken last = tokens.get(at - 1);
    return new Place(file, first.row(), first.column(), last.endRow(), last.endColumn());
  }
}
