package io.countersign.cli.batch;

/**
 * Finds the id in a line that is not JSON, or no more than the beginning of it, so that its answer
 * can still be told from the others. Linear, and as deep as the text likes.
 */
final class IdFinder {

  /** What stands for an id that cannot be found. */
  static final String NONE = "null";

  private static final int LONGEST = 1_024;

  private final String text;
  private int at;

  private IdFinder(String text) {
    this.text = text;
  }

  /** The id as JSON text: a string, a number, or {@code null} when there is none. */
  static String find(String text) {
    return new IdFinder(text).find();
  }

  private String find() {
    int depth = 0;
    boolean name = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '{', '[' -> {
          depth++;
          name = c == '{';
          at++;
        }
        case '}', ']' -> {
          depth--;
          name = false;
          at++;
        }
        case ',' -> {
          name = true;
          at++;
        }
        case '"' -> {
          int start = at;
          if (!skipString()) {
            return NONE;
          }
          if (name && depth == 1 && text.startsWith("\"id\"", start)) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == ':') {
              at++;
              skipSpace();
              return value();
            }
          }
          name = false;
        }
        default -> at++;
      }
    }
    return NONE;
  }

  private String value() {
    int start = at;
    if (at < text.length() && text.charAt(at) == '"') {
      return skipString() ? checked(start) : NONE;
    }
    while (at < text.length() && "-+.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    // A number at the very end may have been cut short.
    return at > start && at < text.length() ? checked(start) : NONE;
  }

  /** The value from {@code start}, if it is one that can be written into an answer as it stands. */
  private String checked(int start) {
    String value = text.substring(start, at);
    if (value.length() > LONGEST) {
      return NONE;
    }
    boolean number = value.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    boolean string =
        value.matches("\"([^\"\\\\\\x00-\\x1f]|\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\"");
    return number || string ? value : NONE;
  }

  private boolean skipString() {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '"') {
        return true;
      }
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
