package io.countersign.rego.value;

/** Quotes a string as Go's {@code strconv.Quote} does. */
public final class GoQuote {
  private GoQuote() {}

  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    append(out, text);
    return out.toString();
  }

  /** As {@code strconv.QuoteToASCII}: everything beyond ASCII is escaped. */
  public static String quoteToAscii(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> appendCodePoint(out, c, '"', true));
    return out.append('"').toString();
  }

  /** As {@code strconv.QuoteRune}. */
  public static String quoteRune(int codePoint) {
    StringBuilder out = new StringBuilder().append('\'');
    appendCodePoint(out, codePoint, '\'', false);
    return out.append('\'').toString();
  }

  static void append(StringBuilder out, String text) {
    out.append('"');
    text.codePoints().forEach(c -> appendCodePoint(out, c, '"', false));
    out.append('"');
  }

  private static void appendCodePoint(StringBuilder out, int c, char quote, boolean ascii) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0B -> out.append("\\v");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (c >= 0x20 && c < 0x7F || !ascii && c > 0x7F && isPrint(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          hex(out.append("\\x"), c, 2);
        } else if (c < 0x10000) {
          hex(out.append("\\u"), c, 4);
        } else {
          hex(out.append("\\U"), c, 8);
        }
      }
    }
  }

  /**
   * Go's notion of a printable rune: letters, marks, numbers, punctuation, symbols and the ASCII
   * space.
   */
  public static boolean isPrint(int codePoint) {
    if (codePoint == ' ') {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void hex(StringBuilder out, int c, int digits) {
    String text = Integer.toHexString(c);
    out.append("0".repeat(digits - text.length())).append(text);
  }
}
