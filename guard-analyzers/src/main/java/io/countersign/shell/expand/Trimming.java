package io.countersign.shell.expand;

/** Cuts and replaces what a pattern matches in a known text. */
final class Trimming {

  /** Longest text that is worked on. */
  static final int MAX_LENGTH = 2_048;

  private Trimming() {}

  /**
   * At most so many characters are looked at.
   *
   * @param all whether any part of the text may match, and not only one that begins or ends it
   */
  static long cost(String text, String pattern, boolean all) {
    if (all ? plain(pattern) : simple(pattern)) {
      return text.length();
    }
    Pattern compiled = new Pattern(pattern);
    long one = compiled.cost(text.length()) + text.length();
    return (text.length() + 1) * (all ? (text.length() + 1) * one : one);
  }

  /** Plain text with a star before or behind it, which is almost every pattern that is written. */
  private static boolean simple(String pattern) {
    return plain(pattern)
        || pattern.startsWith("*") && plain(pattern.substring(1))
        || pattern.endsWith("*") && plain(pattern.substring(0, pattern.length() - 1));
  }

  private static String trimSimple(String text, String pattern, String operator) {
    boolean fromStart = operator.startsWith("#");
    boolean longest = operator.length() == 2;
    boolean leading = pattern.startsWith("*");
    boolean trailing = !leading && pattern.endsWith("*");
    String plain = leading ? pattern.substring(1) : trailing ? cut(pattern) : pattern;
    if (fromStart ? trailing || !leading : leading || !trailing) {
      // The star, if there is one, is on the inner side: it takes nothing, or all that is left.
      boolean fits = fromStart ? text.startsWith(plain) : text.endsWith(plain);
      int rest = leading || trailing ? (longest ? text.length() : plain.length()) : plain.length();
      return !fits
          ? text
          : fromStart ? text.substring(rest) : text.substring(0, text.length() - rest);
    }
    int at = fromStart == longest ? text.lastIndexOf(plain) : text.indexOf(plain);
    if (at < 0) {
      return text;
    }
    return fromStart ? text.substring(at + plain.length()) : text.substring(0, at);
  }

  private static String cut(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }

  private static boolean plain(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if ("*?[\\".indexOf(pattern.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  static String trim(String text, String pattern, String operator) {
    if (simple(pattern)) {
      return trimSimple(text, pattern, operator);
    }
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
    if (plain(pattern) && operator.equals("//")) {
      return text.replace(pattern, replacement);
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
    // A pattern without a star has no match that is longer than itself.
    int last = pattern.fixed() ? Math.min(text.length(), at + pattern.length()) : text.length();
    for (int end = operator.equals("/%") ? text.length() : last; end >= at; end--) {
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
