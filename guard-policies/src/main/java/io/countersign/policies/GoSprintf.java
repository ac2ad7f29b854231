package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * {@code sprintf} as OPA has it, which is Go's: the verbs {@code %s %d %v %f %%} with the flags
 * {@code -} and {@code 0}, width and precision. Independent of the default locale. What it does not
 * know ends the evaluation, and so denies, instead of printing something else than OPA would.
 * Arrays, objects and sets are among that: a set arrives here as an array, so its text could not be
 * told from an array's.
 */
final class GoSprintf {

  private static final int MAX_WIDTH = 1_000;

  /** From here on Go writes an exponent where no precision is given (strconv, {@code %g}). */
  private static final int LARGE_EXPONENT = 6;

  private final String format;
  private final JsonNode arguments;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;

  private GoSprintf(String format, JsonNode arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  /**
   * Formats.
   *
   * @throws IllegalArgumentException for what is not supported
   */
  static String format(JsonNode format, JsonNode arguments) {
    if (!format.isTextual() || !arguments.isArray()) {
      throw new IllegalArgumentException("sprintf takes a string and an array");
    }
    return new GoSprintf(format.textValue(), arguments).run();
  }

  private String run() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        directive();
      } else {
        out.append(c);
      }
    }
    extra();
    return out.toString();
  }

  private void directive() {
    boolean left = false;
    boolean zero = false;
    while (at < format.length() && (format.charAt(at) == '-' || format.charAt(at) == '0')) {
      left |= format.charAt(at) == '-';
      zero |= format.charAt(at++) == '0';
    }
    int width = digits();
    int precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = Math.max(0, digits());
    }
    if (at == format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    char verb = format.charAt(at++);
    if (verb == '%') {
      out.append('%');
      return;
    }
    if ("sdvf".indexOf(verb) < 0) {
      throw unsupported("the verb `%" + verb + "`");
    }
    if (next >= arguments.size()) {
      out.append("%!").append(verb).append("(MISSING)");
      return;
    }
    String text = text(verb, precision, arguments.get(next++));
    if (width >= 0 && text.startsWith("%!")) {
      throw unsupported("a width where the verb does not fit the argument");
    }
    pad(text, width, left, zero);
  }

  private int digits() {
    int value = -1;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      value = Math.max(0, value) * 10 + (format.charAt(at++) - '0');
      if (value > MAX_WIDTH) {
        throw unsupported("a width or precision over " + MAX_WIDTH);
      }
    }
    return value;
  }

  private static String text(char verb, int precision, JsonNode argument) {
    if (argument.isNumber()) {
      return argument.isIntegralNumber()
          ? integer(verb, precision, argument)
          : decimal(verb, precision, argument);
    }
    String text = string(argument);
    if (verb != 's' && verb != 'v') {
      return "%!" + verb + "(string=" + text + ")";
    }
    return precision >= 0 && precision < text.codePointCount(0, text.length())
        ? text.substring(0, text.offsetByCodePoints(0, precision))
        : text;
  }

  private static String integer(char verb, int precision, JsonNode argument) {
    String digits = argument.bigIntegerValue().toString();
    if (precision >= 0) {
      throw unsupported("the precision of an integer");
    }
    boolean large = !argument.canConvertToLong();
    if (verb == 'd' || verb == 'v' || (large && verb == 's')) {
      return digits;
    }
    if (large) {
      throw unsupported("`%" + verb + "` of a large integer");
    }
    return "%!" + verb + "(int64=" + digits + ")";
  }

  private static String decimal(char verb, int precision, JsonNode argument) {
    double value = argument.doubleValue();
    String sign = value < 0 || 1 / value < 0 ? "-" : "";
    if (verb == 'f') {
      return sign
          + new BigDecimal(Math.abs(value))
              .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
              .toPlainString();
    }
    if (precision >= 0) {
      throw unsupported("the precision of `%" + verb + "`");
    }
    String shortest = sign + shortest(Math.abs(value));
    return verb == 'v' ? shortest : "%!" + verb + "(float64=" + shortest + ")";
  }

  /** Go's {@code %v} of a double: fewest digits that read back as the same number. */
  private static String shortest(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal few = exact;
    for (int digits = 1; digits <= 17; digits++) {
      few = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      if (few.doubleValue() == value) {
        break;
      }
    }
    int exponent = few.precision() - few.scale() - 1;
    if (exponent >= -4 && exponent < LARGE_EXPONENT) {
      return few.toPlainString();
    }
    String digits = few.unscaledValue().toString();
    String tail = digits.length() > 1 ? "." + digits.substring(1) : "";
    return digits.charAt(0)
        + tail
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String string(JsonNode argument) {
    if (argument.isTextual()) {
      return argument.textValue();
    }
    if (argument.isBoolean() || argument.isNull()) {
      return argument.toString();
    }
    throw unsupported("an array, an object or a set");
  }

  private void pad(String text, int width, boolean left, boolean zero) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      out.append(text);
    } else if (left) {
      out.append(text).append(" ".repeat(missing));
    } else if (!zero) {
      out.append(" ".repeat(missing)).append(text);
    } else if (text.startsWith("-")) {
      out.append('-').append("0".repeat(missing)).append(text, 1, text.length());
    } else {
      out.append("0".repeat(missing)).append(text);
    }
  }

  private void extra() {
    if (next < arguments.size()) {
      throw unsupported("more arguments than verbs");
    }
  }

  private static IllegalArgumentException unsupported(String what) {
    return new IllegalArgumentException("sprintf does not support " + what + " here");
  }
}
