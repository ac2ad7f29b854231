package io.countersign.shell.expand;

/** Cuts and replaces what a pattern matches in a known text. */
final class Trimming {

  /** Longest text that is worked on: the time grows with the square of the length. */
  static final int MAX_LENGTH = 2_048;

  private Trimming() {}

  static String trim(String text, String pattern, String operator) {
    Pattern compiled = new Pattern(pattern);
    boolean fromStart = operator.startsWith("#");
    boolean longest = operator.length() == 2;
    for (int k = 0; k <= text.length(); k++) {
      int length = longest ? text.length() - k : k;
      String cut = fromStart ? text.substring(0, length) : text.substring(text.length() - length);
      if (compiled.matches(cut)) {
        return fromStart ? text.substring(length) : text.substring(0, text.length() - length);
      }
    }
    return text;
  }

  static String replace(String text, String pattern, String replacement, String operator) {
    if (pattern.isEmpty() && !operator.equals("/#") && !operator.equals("/%")) {
      return text;
    }
    Pattern compiled = new Pattern(pattern);
    StringBuilder replaced = new StringBuilder();
    int at = 0;
    boolean more = true;
    while (at <= text.length()) {
      int length = more && mayStart(at, operator) ? longest(compiled, text, at, operator) : -1;
      if (length > 0 || (length == 0 && operator.length() == 2 && !operator.equals("//"))) {
        replaced.append(replacement);
        at += length;
        more = operator.equals("//");
        if (length > 0) {
          continue;
        }
      }
      if (at < text.length()) {
        replaced.append(text.charAt(at));
      }
      at++;
    }
    return replaced.toString();
  }

  private static boolean mayStart(int at, String operator) {
    return !operator.equals("/#") || at == 0;
  }

  private static int longest(Pattern pattern, String text, int at, String operator) {
    for (int end = text.length(); end >= at; end--) {
      if (pattern.matches(text.substring(at, end))) {
        return end - at;
      }
      if (operator.equals("/%")) {
        return -1;
      }
    }
    return -1;
  }
}
