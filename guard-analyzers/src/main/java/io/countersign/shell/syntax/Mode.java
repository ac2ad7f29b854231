package io.countersign.shell.syntax;

/** What surrounds the parts that are read: it decides which characters mean something. */
enum Mode {
  /** A plain word. */
  WORD,
  /** Between double quotes. */
  DOUBLE,
  /** The body of a here-document; ends with the text. */
  HERE,
  /** Operand inside <code>${…}</code>. */
  BRACE,
  /** The same between double quotes, where single quotes mean nothing. */
  BRACE_QUOTED,
  /** The pattern of <code>${x/pattern/…}</code>. */
  PATTERN,
  /** The offset of <code>${x:offset:…}</code>. */
  OFFSET,
  /** Inside {@code ((…))}. */
  ARITHMETIC,
  /** A clause of {@code for ((…;…;…))}. */
  CLAUSE,
  /** Inside brackets. */
  SUBSCRIPT,
  /** The right side of {@code =~}. */
  REGEX,
  /** Inside the parentheses of an extended glob. */
  GLOB;

  /** Whether single quotes and {@code $'…'} are plain characters. */
  boolean ignoresSingleQuotes() {
    return this == DOUBLE || this == HERE || this == BRACE_QUOTED;
  }

  /** Whether a backslash is plain text unless it stands before one of these. */
  String escapable() {
    return switch (this) {
      case DOUBLE, ARITHMETIC, CLAUSE -> "$`\"\\";
      case BRACE_QUOTED -> "$`\"\\}";
      case HERE -> "$`\\";
      case WORD, BRACE, PATTERN, OFFSET, SUBSCRIPT, REGEX, GLOB -> "";
    };
  }

  boolean hasExtendedGlobs() {
    return this == WORD || this == BRACE || this == PATTERN || this == GLOB;
  }

  /** The bracket that nests plainly, or {@link Cursor#NOTHING}. */
  char opening() {
    return switch (this) {
      case ARITHMETIC, CLAUSE, REGEX, GLOB, OFFSET -> '(';
      case SUBSCRIPT -> '[';
      case WORD, DOUBLE, HERE, BRACE, BRACE_QUOTED, PATTERN -> Cursor.NOTHING;
    };
  }

  char closing() {
    return opening() == '[' ? ']' : ')';
  }
}
