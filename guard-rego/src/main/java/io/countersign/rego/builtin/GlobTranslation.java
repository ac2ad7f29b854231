package io.countersign.rego.builtin;

import com.google.re2j.Pattern;

/** Turns one glob into a regular expression: {@code * ** ? [a-c] [!abc] {a,b} \x}. */
final class GlobTranslation {
  private final String glob;
  private final String any;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int depth;

  GlobTranslation(String glob, String separators) {
    this.glob = glob;
    StringBuilder notSeparator = new StringBuilder("[^");
    separators.codePoints().forEach(c -> appendInClass(notSeparator, c));
    this.any = separators.isEmpty() ? "." : notSeparator.append(']').toString();
  }

  /**
   * @throws BuiltinFailure when the glob is malformed
   */
  String regex() {
    while (at < glob.length()) {
      element();
    }
    if (depth != 0) {
      throw new BuiltinFailure("unclosed braces in glob");
    }
    return out.toString();
  }

  private void element() {
    int c = glob.codePointAt(at);
    at += Character.charCount(c);
    switch (c) {
      case '*' -> {
        boolean across = at < glob.length() && glob.charAt(at) == '*';
        at += across ? 1 : 0;
        out.append(across ? "." : any).append('*');
      }
      case '?' -> out.append(any);
      case '[' -> characters();
      case '{' -> {
        depth++;
        out.append("(?:");
      }
      case '}' -> {
        if (depth > 0) {
          depth--;
          out.append(')');
        } else {
          out.append("\\}");
        }
      }
      case ',' -> out.append(depth > 0 ? "|" : ",");
      case '\\' -> {
        if (at >= glob.length()) {
          throw new BuiltinFailure("glob ends with a backslash");
        }
        int escaped = glob.codePointAt(at);
        at += Character.charCount(escaped);
        out.append(Pattern.quote(Character.toString(escaped)));
      }
      default -> out.append(Pattern.quote(Character.toString(c)));
    }
  }

  private void characters() {
    boolean negated = at < glob.length() && glob.charAt(at) == '!';
    at += negated ? 1 : 0;
    StringBuilder inside = new StringBuilder(negated ? "[^" : "[");
    int count = 0;
    while (at < glob.length() && glob.charAt(at) != ']') {
      int c = glob.codePointAt(at);
      at += Character.charCount(c);
      if (c == '\\' && at < glob.length()) {
        c = glob.codePointAt(at);
        at += Character.charCount(c);
      } else if (c == '-' && count > 0 && at < glob.length() && glob.charAt(at) != ']') {
        inside.append('-');
        continue;
      }
      appendInClass(inside, c);
      count++;
    }
    if (at >= glob.length() || count == 0) {
      throw new BuiltinFailure("unclosed or empty brackets in glob");
    }
    at++;
    out.append(inside).append(']');
  }

  private static void appendInClass(StringBuilder into, int c) {
    if (c < 0x80 && !Character.isLetterOrDigit(c)) {
      into.append(String.format(java.util.Locale.ROOT, "\\x%02x", c));
    } else {
      into.appendCodePoint(c);
    }
  }
}
