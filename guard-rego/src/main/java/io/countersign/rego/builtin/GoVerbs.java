package io.countersign.rego.builtin;

import io.countersign.rego.value.GoNumbers;
import io.countersign.rego.value.GoQuote;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The verbs of Go's fmt, applied to one argument. */
final class GoVerbs {
  private GoVerbs() {}

  /** Flags, width and precision of a directive; -1 for none. */
  static final class Flags {
    boolean plus;
    boolean minus;
    boolean sharp;
    boolean space;
    boolean zero;
    int width = -1;
    int precision = -1;

    boolean take(char c) {
      switch (c) {
        case '+' -> plus = true;
        case '-' -> {
          minus = true;
          zero = false;
        }
        case '#' -> sharp = true;
        case ' ' -> space = true;
        case '0' -> zero = true;
        default -> {
          return false;
        }
      }
      return true;
    }

    void setWidth(int value) {
      width = Math.abs(value);
      minus |= value < 0;
      zero &= value >= 0;
    }
  }

  static String typeName(Object argument) {
    if (argument instanceof Long) {
      return "int64";
    } else if (argument instanceof BigInteger) {
      return "*big.Int";
    }
    return argument instanceof Double ? "float64" : "string";
  }

  /** As {@code %v}. */
  static String plain(Object argument) {
    return argument instanceof Double value
        ? floating(value, 'g', new Flags())
        : argument.toString();
  }

  static String format(Object argument, int verb, Flags flags) {
    if (verb == 'T') {
      return pad(typeName(argument), flags, false);
    }
    if (verb == 'p') {
      return bad(argument, verb);
    }
    if (argument instanceof Long value) {
      return integer(BigInteger.valueOf(value), verb, flags, argument);
    } else if (argument instanceof BigInteger value) {
      return integer(value, verb, flags, argument);
    } else if (argument instanceof Double value) {
      return floating(value, verb, flags, argument);
    }
    return text((String) argument, verb, flags);
  }

  private static String bad(Object argument, int verb) {
    String type = argument instanceof BigInteger ? "big.Int" : typeName(argument);
    return "%!" + Character.toString(verb) + "(" + type + "=" + plain(argument) + ")";
  }

  private static String text(String text, int verb, Flags flags) {
    String cut =
        flags.precision >= 0 && flags.precision < text.codePointCount(0, text.length())
            ? text.substring(0, text.offsetByCodePoints(0, flags.precision))
            : text;
    return switch (verb) {
      case 'v' -> pad(flags.sharp ? GoQuote.quote(cut) : cut, flags, true);
      case 's' -> pad(cut, flags, true);
      case 'q' -> pad(quoted(cut, flags), flags, true);
      case 'x', 'X' -> pad(hex(text, verb == 'X', flags), flags, true);
      default -> bad(text, verb);
    };
  }

  private static String quoted(String text, Flags flags) {
    if (flags.sharp
        && text.indexOf('`') < 0
        && text.chars().allMatch(c -> c == '\t' || c >= 0x20 && c != 0x7F)) {
      return '`' + text + '`';
    }
    return flags.plus ? GoQuote.quoteToAscii(text) : GoQuote.quote(text);
  }

  private static String hex(String text, boolean upper, Flags flags) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = flags.precision >= 0 ? Math.min(flags.precision, bytes.length) : bytes.length;
    StringBuilder out = new StringBuilder();
    String prefix = flags.sharp ? "0x" : "";
    for (int i = 0; i < length; i++) {
      out.append(i == 0 ? prefix : flags.space ? " " + prefix : "");
      out.append(Character.forDigit(bytes[i] >> 4 & 15, 16))
          .append(Character.forDigit(bytes[i] & 15, 16));
    }
    return upper ? out.toString().toUpperCase(Locale.ROOT) : out.toString();
  }

  private static String integer(BigInteger value, int verb, Flags flags, Object argument) {
    boolean big = argument instanceof BigInteger;
    return switch (verb) {
      case 'v', 'd' -> digits(value, 10, "", flags);
      case 's' -> big ? digits(value, 10, "", flags) : bad(argument, verb);
      case 'b' -> digits(value, 2, flags.sharp ? "0b" : "", flags);
      case 'o' -> digits(value, 8, flags.sharp ? "0" : "", flags);
      case 'O' -> digits(value, 8, "0o", flags);
      case 'x' -> digits(value, 16, flags.sharp ? "0x" : "", flags);
      case 'X' -> digits(value, 16, flags.sharp ? "0X" : "", flags).toUpperCase(Locale.ROOT);
      case 'c' -> big ? bad(argument, verb) : pad(character(value), flags, true);
      case 'q' -> big ? bad(argument, verb) : pad(GoQuote.quoteRune(rune(value)), flags, true);
      case 'U' -> big ? bad(argument, verb) : pad(unicode(value, flags), flags, true);
      default -> bad(argument, verb);
    };
  }

  private static int rune(BigInteger value) {
    return value.signum() >= 0 && value.bitLength() <= 21 && value.intValue() <= 0x10FFFF
        ? value.intValue()
        : 0xFFFD;
  }

  private static String character(BigInteger value) {
    return new String(Character.toChars(rune(value)));
  }

  private static String unicode(BigInteger value, Flags flags) {
    String hex = value.toString(16).toUpperCase(Locale.ROOT);
    int digits = Math.max(4, flags.precision);
    String text = "U+" + "0".repeat(Math.max(0, digits - hex.length())) + hex;
    return flags.sharp ? text + " '" + character(value) + "'" : text;
  }

  private static String digits(BigInteger value, int radix, String prefix, Flags flags) {
    String sign = value.signum() < 0 ? "-" : flags.plus ? "+" : flags.space ? " " : "";
    String digits = value.abs().toString(radix);
    if (flags.precision == 0 && value.signum() == 0) {
      return " ".repeat(Math.max(0, flags.width));
    }
    int wanted =
        flags.precision >= 0
            ? flags.precision
            : flags.zero && !flags.minus ? flags.width - sign.length() - prefix.length() : 0;
    String padded = "0".repeat(Math.max(0, wanted - digits.length())) + digits;
    Flags spaces = new Flags();
    spaces.width = flags.width;
    spaces.minus = flags.minus;
    return pad(sign + prefix + padded, spaces, false);
  }

  private static String floating(double value, int verb, Flags flags, Object argument) {
    return switch (verb) {
      case 'v' -> padNumber(floating(value, 'g', flags), flags);
      case 'e', 'E', 'f', 'F', 'g', 'G' -> padNumber(floating(value, verb, flags), flags);
      case 'x' -> padNumber(hexFloat(value), flags);
      case 'X' -> padNumber(hexFloat(value).toUpperCase(Locale.ROOT), flags);
      default -> bad(argument, verb);
    };
  }

  private static String floating(double value, int verb, Flags flags) {
    int precision =
        flags.precision < 0 && (verb == 'e' || verb == 'E' || verb == 'f' || verb == 'F')
            ? 6
            : flags.precision;
    String digits =
        switch (verb) {
          case 'f', 'F' ->
              new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
          case 'e', 'E' -> scientific(value, precision);
          default -> general(value, precision);
        };
    if (value == 0 && 1 / value < 0 && !digits.startsWith("-")) {
      digits = "-" + digits;
    }
    String upper = verb == 'E' || verb == 'G' ? digits.toUpperCase(Locale.ROOT) : digits;
    return upper.startsWith("-")
        ? upper
        : flags.plus ? "+" + upper : flags.space ? " " + upper : upper;
  }

  /** {@code 0x1.8p+00}: the exponent has a sign and two digits. */
  private static String hexFloat(double value) {
    String[] parts = Double.toHexString(value).split("p");
    int exponent = Integer.parseInt(parts[1]);
    String mantissa =
        parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
    return mantissa
        + "p"
        + (exponent < 0 ? '-' : '+')
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String scientific(double value, int precision) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().abs().toString();
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String all = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
    String mantissa =
        precision == 0
            ? all.substring(0, 1)
            : all.charAt(0) + "." + all.substring(1, precision + 1);
    return (value < 0 ? "-" : "")
        + mantissa
        + "e"
        + (exponent < 0 ? '-' : '+')
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String general(double value, int precision) {
    if (value == 0) {
      return "0";
    }
    if (precision < 0) {
      return GoNumbers.general(GoNumbers.shortest(value), 6);
    }
    int digits = Math.max(1, precision);
    return GoNumbers.general(
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)), digits);
  }

  private static String padNumber(String number, Flags flags) {
    if (!flags.zero || flags.minus || flags.width <= number.length()) {
      Flags spaces = new Flags();
      spaces.width = flags.width;
      spaces.minus = flags.minus;
      return pad(number, spaces, false);
    }
    boolean signed = number.startsWith("-") || number.startsWith("+") || number.startsWith(" ");
    String zeros = "0".repeat(flags.width - number.length());
    return signed ? number.charAt(0) + zeros + number.substring(1) : zeros + number;
  }

  private static String pad(String text, Flags flags, boolean zeros) {
    int missing = flags.width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    if (flags.minus) {
      return text + " ".repeat(missing);
    }
    return (zeros && flags.zero ? "0" : " ").repeat(missing) + text;
  }
}
