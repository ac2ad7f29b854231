package io.countersign.shell.code;

import com.google.common.collect.ImmutableList;
import io.countersign.shell.expand.AnsiEscapes;

/** Reads the inside of a string: escapes, and what is put in. */
final class StringReader {

  private StringReader() {}

  static ImmutableList<Token.StringPart> read(
      String raw, Language language, boolean plain, boolean fills) {
    ImmutableList.Builder<Token.StringPart> parts = ImmutableList.builder();
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      int braced = plain ? 0 : braced(raw, i);
      if (braced > 0) {
        int point = Integer.parseInt(raw.substring(i + 3, braced - 1), 16);
        text.appendCodePoint(Math.min(point, 0x10ffff));
        i = braced;
        continue;
      }
      if (c == '\\' && !plain && language == Language.LUA && decimal(raw, i + 1) > i + 1) {
        int end = decimal(raw, i + 1);
        text.append((char) (Integer.parseInt(raw.substring(i + 1, end)) & 0xff));
        i = end;
        continue;
      }
      if (c == '\\' && i + 1 < raw.length()) {
        // Kept for the decoder, which sees whole escapes.
        text.append(c).append(raw.charAt(i + 1));
        i += 2;
        continue;
      }
      int end = fills ? filled(raw, i, language) : i;
      if (end > i) {
        add(parts, text, plain);
        parts.add(new Token.StringPart(name(raw.substring(i, end)), true));
        i = end;
      } else {
        text.append(c);
        i++;
      }
    }
    add(parts, text, plain);
    return parts.build();
  }

  /** Where up to three decimal digits end. */
  private static int decimal(String raw, int from) {
    int end = from;
    while (end < raw.length() && end < from + 3 && Character.isDigit(raw.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where an escape such as <code>\\x{2f}</code> ends, or 0 when none stands here. */
  private static int braced(String raw, int i) {
    if (!raw.startsWith("\\x{", i) && !raw.startsWith("\\u{", i)) {
      return 0;
    }
    int close = raw.indexOf('}', i);
    return close > i + 3 && close < i + 10 && raw.substring(i + 3, close).matches("[0-9a-fA-F]+")
        ? close + 1
        : 0;
  }

  private static void add(
      ImmutableList.Builder<Token.StringPart> parts, StringBuilder text, boolean plain) {
    if (text.length() > 0) {
      String known = text.toString();
      parts.add(
          new Token.StringPart(
              plain ? known : AnsiEscapes.decode(known, AnsiEscapes.Dialect.QUOTE), false));
      text.setLength(0);
    }
  }

  /** Where what is put in ends; the same place when nothing is put in here. */
  private static int filled(String raw, int i, Language language) {
    char c = raw.charAt(i);
    char next = i + 1 < raw.length() ? raw.charAt(i + 1) : '\0';
    return switch (language) {
      case PYTHON -> {
        if (c == '{' && next != '{') {
          yield close(raw, i);
        }
        yield i;
      }
      case JAVASCRIPT -> c == '$' && next == '{' ? close(raw, i + 1) : i;
      case RUBY -> c == '#' && next == '{' ? close(raw, i + 1) : i;
      case PERL, PHP -> {
        if (c == '{' && next == '$') {
          yield close(raw, i);
        }
        if ((c == '$' || (c == '@' && language == Language.PERL)) && next == '{') {
          yield close(raw, i + 1);
        }
        boolean sigil = c == '$' || (c == '@' && language == Language.PERL);
        if (!sigil || !(Character.isLetter(next) || next == '_')) {
          yield i;
        }
        int end = i + 1;
        while (end < raw.length()
            && (Character.isLetterOrDigit(raw.charAt(end)) || raw.charAt(end) == '_')) {
          end++;
        }
        yield end < raw.length() && (raw.charAt(end) == '{' || raw.charAt(end) == '[')
            ? close(raw, end)
            : end;
      }
      case JULIA -> {
        if (c != '$') {
          yield i;
        }
        if (next == '(') {
          int end = raw.indexOf(')', i);
          yield end < 0 ? raw.length() : end + 1;
        }
        int end = i + 1;
        while (end < raw.length()
            && (Character.isLetterOrDigit(raw.charAt(end)) || raw.charAt(end) == '_')) {
          end++;
        }
        yield end > i + 1 ? end : i;
      }
      case AWK, LUA, R -> i;
    };
  }

  private static int close(String raw, int open) {
    char opening = raw.charAt(open);
    char closing = opening == '[' ? ']' : '}';
    int level = 0;
    for (int i = open; i < raw.length(); i++) {
      if (raw.charAt(i) == opening) {
        level++;
      } else if (raw.charAt(i) == closing && --level == 0) {
        return i + 1;
      }
    }
    return raw.length();
  }

  private static String name(String filled) {
    if (filled.startsWith("$") && filled.indexOf('{') < 0) {
      return filled;
    }
    return filled.replaceAll("^[#$@]?\\{|\\}$", "").strip();
  }
}
