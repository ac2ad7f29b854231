package io.countersign.rego.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts Rego source into tokens; comments and blanks are left out. */
final class SourceTokens {
  private static final Set<String> PAIRS = Set.of(":=", "==", "!=", "<=", ">=");

  private final int[] source;
  private final List<SourceToken> tokens = new ArrayList<>();
  private int at;
  private int row = 1;
  private int column = 1;

  private SourceTokens(String source) {
    this.source = source.codePoints().toArray();
  }

  static List<SourceToken> of(String source) {
    return new SourceTokens(source).read();
  }

  private List<SourceToken> read() {
    while (at < source.length) {
      int c = source[at];
      if (c == '#') {
        while (at < source.length && source[at] != '\n') {
          step();
        }
      } else if (Character.isWhitespace(c)) {
        step();
      } else {
        token(c);
      }
    }
    return tokens;
  }

  private void token(int c) {
    int from = at;
    int startRow = row;
    int startColumn = column;
    if (c == '$' && (next() == '"' || next() == '`')) {
      step();
      string(source[at]);
    } else if (c == '"' || c == '`') {
      string(c);
    } else if (isWord(c)) {
      while (at < source.length && (isWord(source[at]) || isPointOfNumber(from))) {
        step();
      }
    } else {
      step();
      if (at < source.length && PAIRS.contains(new String(source, at - 1, 2))) {
        step();
      }
    }
    tokens.add(
        new SourceToken(new String(source, from, at - from), startRow, startColumn, row, column));
  }

  /** A string ends at its quote; only one in double quotes knows the backslash. */
  private void string(int quote) {
    step();
    while (at < source.length && source[at] != quote) {
      if (source[at] == '\\' && quote == '"' && at + 1 < source.length) {
        step();
      }
      step();
    }
    if (at < source.length) {
      step();
    }
  }

  private int next() {
    return at + 1 < source.length ? source[at + 1] : -1;
  }

  private boolean isPointOfNumber(int from) {
    return source[at] == '.' && Character.isDigit(source[from]) && Character.isDigit(next());
  }

  private static boolean isWord(int c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private void step() {
    if (source[at] == '\n') {
      row++;
      column = 1;
    } else {
      column++;
    }
    at++;
  }
}
