package io.countersign.sql;

import io.countersign.problem.Span;

/**
 * A piece of SQL.
 *
 * @param type what kind of piece
 * @param start offset of its first character
 * @param end offset after its last one
 * @param word for a word its upper-case text, for a quoted piece what stands inside, for an
 *     operator its text
 */
record Token(Type type, int start, int end, String word) {

  enum Type {
    WORD,
    /** A quoted identifier; in some dialects a string looks the same. */
    NAME,
    STRING,
    NUMBER,
    /** A parameter or a variable: {@code ?}, {@code :x}, {@code @x}, {@code $1}. */
    VARIABLE,
    /** One character of punctuation, or an operator. */
    SIGN,
    /** A command of the client: {@code \copy …}, {@code .read …}; the word is the whole line. */
    META,
    /** What ends a statement: {@code ;}, {@code GO}, a delimiter. */
    END,
    /** A quote or comment that does not end. */
    UNFINISHED
  }

  boolean is(String text) {
    return (type == Type.WORD || type == Type.SIGN) && word.equals(text);
  }

  boolean isAny(String... texts) {
    for (String text : texts) {
      if (is(text)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it can name something. */
  boolean names() {
    return type == Type.WORD || type == Type.NAME || type == Type.VARIABLE || type == Type.STRING;
  }

  Span span() {
    return new Span(start, end);
  }
}
