package io.countersign.shell.expand;

/** Shell patterns with {@code *}, {@code ?} and {@code [...]} over known text. */
public final class Pattern {

  private final String pattern;

  public Pattern(String pattern) {
    this.pattern = pattern;
  }

  /** At most so many characters are compared when a text of this length is matched. */
  public long cost(int length) {
    return pattern.indexOf('*') < 0
        ? Math.min(length, pattern.length())
        : (long) length * pattern.length();
  }

  /** Whether there is no star, so that a match is never longer than the pattern. */
  boolean fixed() {
    return pattern.indexOf('*') < 0;
  }

  int length() {
    return pattern.length();
  }

  /** Whether the pattern matches all of the text; time grows with the product of the lengths. */
  public boolean matches(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      int next = p < pattern.length() && pattern.charAt(p) != '*' ? step(p, text.charAt(t)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (next >= 0) {
        p = next;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on after the character, or -1 when it does not fit. */
  private int step(int p, char c) {
    char expected = pattern.charAt(p);
    if (expected == '?') {
      return p + 1;
    }
    if (expected == '\\' && p + 1 < pattern.length()) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    if (expected == '[') {
      int close = pattern.indexOf(']', p + 2);
      if (close > 0) {
        return inSet(pattern.substring(p + 1, close), c) ? close + 1 : -1;
      }
    }
    return expected == c ? p + 1 : -1;
  }

  private static boolean inSet(String set, char c) {
    boolean negated = set.startsWith("!") || set.startsWith("^");
    boolean in = false;
    for (int i = negated ? 1 : 0; i < set.length(); i++) {
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        in |= set.charAt(i) <= c && c <= set.charAt(i + 2);
        i += 2;
      } else {
        in |= set.charAt(i) == c;
      }
    }
    return in != negated;
  }

  /** The text with special characters escaped, so that it matches only itself. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if ("*?[\\".indexOf(text.charAt(i)) >= 0) {
        quoted.append('\\');
      }
      quoted.append(text.charAt(i));
    }
    return quoted.toString();
  }
}
