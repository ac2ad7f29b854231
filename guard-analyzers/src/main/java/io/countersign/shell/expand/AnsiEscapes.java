package io.countersign.shell.expand;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Decodes backslash escapes as {@code $'…'}, {@code echo -e} and {@code printf} know them. */
public final class AnsiEscapes {

  private AnsiEscapes() {}

  /** Which dialect of escapes. */
  public enum Dialect {
    /** {@code $'…'}: octal as {@code \nnn}, quotes are escaped. */
    QUOTE,
    /** {@code echo -e} and {@code %b}: octal as {@code \0nnn}, {@code \c} ends the output. */
    ECHO,
    /** The format of {@code printf}: octal as {@code \nnn}. */
    FORMAT
  }

  /** The text with every escape replaced by what it stands for; bytes are read as UTF-8. */
  public static String decode(String raw, Dialect dialect) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 >= raw.length()) {
        int length = Character.charCount(raw.codePointAt(i));
        out.writeBytes(raw.substring(i, i + length).getBytes(StandardCharsets.UTF_8));
        i += length;
        continue;
      }
      char escape = raw.charAt(i + 1);
      i += 2;
      int simple = "abeEfnrtv\\".indexOf(escape);
      if (simple >= 0) {
        out.write("\u0007\b\u001b\u001b\f\n\r\t\u000b\\".charAt(simple));
      } else if ((escape == '\'' || escape == '"' || escape == '?') && dialect != Dialect.ECHO) {
        out.write(escape);
      } else if (escape == 'x') {
        int end = digits(raw, i, 2, 16);
        write(out, raw, i, end, 16, "\\x");
        i = end;
      } else if (escape == 'u' || escape == 'U') {
        int end = digits(raw, i, escape == 'u' ? 4 : 8, 16);
        if (end > i) {
          int point = (int) Math.min(Long.parseLong(raw.substring(i, end), 16), 0x10ffff);
          out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        } else {
          out.writeBytes(("\\" + escape).getBytes(StandardCharsets.UTF_8));
        }
        i = end;
      } else if (escape == 'c') {
        if (dialect == Dialect.QUOTE && i < raw.length()) {
          out.write(raw.charAt(i++) & 0x1f);
        } else {
          break;
        }
      } else if (escape >= '0' && escape <= '7') {
        int from = dialect == Dialect.ECHO && escape == '0' ? i : i - 1;
        int end = digits(raw, from, 3, 8);
        if (end == from) {
          out.write(0);
        } else {
          write(out, raw, from, end, 8, "");
        }
        i = end;
      } else {
        out.writeBytes(("\\" + escape).getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int digits(String raw, int from, int most, int radix) {
    int end = from;
    while (end < raw.length()
        && end < from + most
        && Character.digit(raw.charAt(end), radix) >= 0) {
      end++;
    }
    return end;
  }

  private static void write(
      ByteArrayOutputStream out, String raw, int from, int end, int radix, String otherwise) {
    if (end > from) {
      out.write(Integer.parseInt(raw.substring(from, end), radix) & 0xff);
    } else {
      out.writeBytes(otherwise.getBytes(StandardCharsets.UTF_8));
    }
  }
}
