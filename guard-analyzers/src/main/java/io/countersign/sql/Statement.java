package io.countersign.sql;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pieces of one statement, or of a part of one. Positions count pieces; beyond the last one
 * stands {@link #NOTHING}, so that looking ahead needs no care.
 */
final class Statement {

  private static final Token NOTHING = new Token(Token.Type.END, 0, 0, "");

  private final ImmutableList<Token> tokens;
  private final int[] match;

  Statement(ImmutableList<Token> tokens) {
    this.tokens = tokens;
    this.match = new int[tokens.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      match[i] = tokens.size();
      if (tokens.get(i).is("(")) {
        open.push(i);
      } else if (tokens.get(i).is(")") && !open.isEmpty()) {
        match[open.pop()] = i;
      }
    }
  }

  int size() {
    return tokens.size();
  }

  Token token(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i) : NOTHING;
  }

  /** The upper-case word at a position, or an empty string when there is no word. */
  String word(int i) {
    Token token = token(i);
    return token.type() == Token.Type.WORD ? token.word() : "";
  }

  boolean is(int i, String... words) {
    return token(i).isAny(words);
  }

  /** Whether these words stand at a position one after the other. */
  boolean reads(int i, String... words) {
    for (int k = 0; k < words.length; k++) {
      if (!token(i + k).is(words[k])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The position after the piece at {@code i}: behind the closing one for an opening parenthesis.
   */
  int after(int i) {
    return token(i).is("(") ? Math.min(match[i] + 1, tokens.size()) : i + 1;
  }

  /** Where the parenthesis at {@code i} closes; the size when it does not. */
  int closing(int i) {
    return match[i];
  }

  /** The first position from {@code from} on, outside of parentheses, with one of these words. */
  int find(int from, String... words) {
    for (int i = from; i < tokens.size(); i = after(i)) {
      if (tokens.get(i).isAny(words)) {
        return i;
      }
    }
    return -1;
  }

  boolean has(int from, String... words) {
    return find(from, words) >= 0;
  }

  /** Whether one of these words stands anywhere, in parentheses too. */
  boolean anywhere(String... words) {
    return tokens.stream().anyMatch(token -> token.isAny(words));
  }

  /** A part, from a position to before another. */
  Statement part(int from, int to) {
    int end = Math.min(to, tokens.size());
    return new Statement(tokens.subList(Math.min(from, end), end));
  }

  Statement from(int start) {
    return part(start, tokens.size());
  }

  /** Where it stands in the text. */
  Span span() {
    return tokens.isEmpty()
        ? new Span(0, 0)
        : new Span(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
  }

  /**
   * The name that starts at a position, with its qualifiers, as {@code schema.table}; empty when
   * none does. Quotes are taken off, so that {@code "a".b} and {@code a.b} are one name.
   */
  String name(int i) {
    if (is(i, "IDENTIFIER", "TABLE")
        && is(i + 1, "(")
        && token(i + 2).type() == Token.Type.STRING) {
      return token(i + 2).word();
    }
    if (!token(i).names()) {
      return "";
    }
    StringBuilder name = new StringBuilder(plain(token(i)));
    int next = i + 1;
    while (adjacent(next)) {
      String sign = token(next).word();
      if ((sign.equals(".") || sign.equals("-"))
          && (token(next + 1).names() || token(next + 1).type() == Token.Type.NUMBER)) {
        name.append(sign).append(plain(token(next + 1)));
        next += 2;
      } else if (sign.equals(".") && token(next + 1).is(".")) {
        name.append(".");
        next++;
      } else {
        break;
      }
    }
    return name.toString();
  }

  /** The position behind the name that starts at {@code i}. */
  int afterName(int i) {
    if (is(i, "IDENTIFIER", "TABLE") && is(i + 1, "(")) {
      return after(i + 1);
    }
    if (!token(i).names()) {
      return i;
    }
    int next = i + 1;
    while (adjacent(next)
        && (token(next).is(".") || token(next).is("-"))
        && (token(next + 1).names()
            || token(next + 1).type() == Token.Type.NUMBER
            || token(next + 1).is("."))) {
      next += token(next + 1).is(".") ? 1 : 2;
    }
    return next;
  }

  /** Whether a dot follows, or a dash without spaces as in the names of projects. */
  private boolean adjacent(int i) {
    Token sign = token(i);
    return sign.is(".")
        || (sign.is("-")
            && token(i - 1).end() == sign.start()
            && sign.end() == token(i + 1).start()
            && token(i - 1).type() == Token.Type.WORD);
  }

  private static String plain(Token token) {
    return token.type() == Token.Type.WORD
        ? token.word().toLowerCase(java.util.Locale.ROOT)
        : token.word();
  }

  ImmutableList<Token> tokens() {
    return tokens;
  }
}
