package io.countersign.shell.code;

import com.google.common.collect.ImmutableList;

/**
 * A token.
 *
 * @param text the name or operator; for a string empty
 * @param parts of a string: texts, and names of variables that it mentions
 * @param start offset in the text
 */
record Token(Kind kind, String text, ImmutableList<StringPart> parts, int start) {

  enum Kind {
    NAME,
    NUMBER,
    STRING,
    /** A text that the language hands to a shell. */
    COMMAND,
    /** A pattern; its text does not matter. */
    PATTERN,
    OPERATOR,
    /** The end of a line or a semicolon. */
    END
  }

  /** A stretch of a string: text, or the name of what is put in there. */
  record StringPart(String text, boolean variable) {}

  boolean is(String operator) {
    return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(operator);
  }

  boolean isName() {
    return kind == Kind.NAME;
  }
}
