package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code fmt.Sprintf} on the arguments that OPA hands to it: integers, big integers, doubles
 * and strings; anything else is the text of the value. Independent of the default locale. A wrong
 * verb or a missing argument gives Go's {@code %!d(string=x)} text, not an error.
 */
final class GoFormat {
  /** As much padding as Go's fmt accepts. */
  private static final int MAX_WIDTH = 1_000_000;

  private final BuiltinContext context;
  private final String format;
  private final RegoArray arguments;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;
  private boolean reordered;
  private boolean goodIndex;

  private GoFormat(BuiltinContext context, String format, RegoArray arguments) {
    this.context = context;
    this.format = format;
    this.arguments = arguments;
  }

  static void register(Builtins.Builder builder) {
    builder.add(
        "sprintf",
        (cx, a) -> Operands.text(cx, format(cx, Operands.string(a, 0), Operands.array(a, 1))));
  }

  static String format(BuiltinContext context, String format, RegoArray arguments) {
    return new GoFormat(context, format, arguments).run();
  }

  /** An argument: a Long, BigInteger, Double or String. */
  static Object argument(Value value) {
    if (value instanceof RegoNumber number) {
      String text = number.text();
      boolean decimal = text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
      if (decimal) {
        double floating = number.doubleValue();
        return Double.isInfinite(floating) ? text : (Object) floating;
      }
      return number.isLong() ? (Object) number.longValue() : number.bigIntegerValue();
    }
    return value instanceof RegoString text ? text.value() : value.toString();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      out.append(format, at, percent < 0 ? format.length() : percent);
      at = percent < 0 ? format.length() : percent + 1;
      if (percent >= 0 && !plainDirective()) {
        directive();
      }
    }
    if (!reordered && next < arguments.size()) {
      extra();
    }
    return out.toString();
  }

  private void extra() {
    out.append("%!(EXTRA ");
    for (int i = next; i < arguments.size(); i++) {
      Object argument = argument(arguments.get(i));
      out.append(i > next ? ", " : "")
          .append(GoVerbs.typeName(argument))
          .append('=')
          .append(GoVerbs.plain(argument));
    }
    out.append(')');
  }

  /** Writes the argument of a directive without flags that takes it as it is. */
  private boolean plainDirective() {
    if (at >= format.length() || next >= arguments.size()) {
      return false;
    }
    char verb = format.charAt(at);
    Value argument = arguments.get(next);
    if ((verb == 's' || verb == 'v') && argument instanceof RegoString text) {
      out.append(text.value());
    } else if ((verb == 'd' || verb == 'v')
        && argument instanceof RegoNumber number
        && number.isPlainInt()) {
      out.append(number.longValue());
    } else {
      return false;
    }
    context.charge(1);
    next++;
    at++;
    return true;
  }

  private void directive() {
    GoVerbs.Flags flags = new GoVerbs.Flags();
    boolean afterIndex = false;
    goodIndex = true;
    while (at < format.length() && flags.take(format.charAt(at))) {
      at++;
    }
    afterIndex = index();
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      Integer width = starred();
      if (width == null) {
        out.append("%!(BADWIDTH)");
      } else {
        flags.setWidth(width);
      }
      afterIndex = false;
    } else {
      int width = number();
      if (width >= 0) {
        flags.setWidth(width);
        goodIndex &= !afterIndex;
      }
    }
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      goodIndex &= !afterIndex;
      afterIndex = index();
      if (at < format.length() && format.charAt(at) == '*') {
        at++;
        Integer precision = starred();
        if (precision == null || precision < 0) {
          flags.precision = -1;
          if (precision == null) {
            out.append("%!(BADPREC)");
          }
        } else {
          flags.precision = precision;
        }
        afterIndex = false;
      } else {
        flags.precision = Math.max(0, number());
      }
    }
    if (!afterIndex) {
      index();
    }
    verb(flags);
  }

  private void verb(GoVerbs.Flags flags) {
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (next >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      context.charge(1 + (Math.max(flags.width, flags.precision) >> 4));
      out.append(GoVerbs.format(argument(arguments.get(next++)), verb, flags));
    }
  }

  /** Reads {@code [n]}; answers whether there was one. */
  private boolean index() {
    if (at >= format.length() || format.charAt(at) != '[') {
      return false;
    }
    reordered = true;
    int close = format.indexOf(']', at);
    if (close < 0) {
      goodIndex = false;
      at++;
      return true;
    }
    int start = at + 1;
    at = start;
    int number = number();
    if (number < 1 || at != close || number > arguments.size()) {
      goodIndex = false;
    } else {
      next = number - 1;
    }
    at = close + 1;
    return true;
  }

  /** The integer argument that a star stands for, or null. */
  private @Nullable Integer starred() {
    if (next >= arguments.size()) {
      return null;
    }
    Object argument = argument(arguments.get(next++));
    return argument instanceof Long value && Math.abs(value) <= MAX_WIDTH ? value.intValue() : null;
  }

  /** The decimal number at the current place, or -1. */
  private int number() {
    int value = -1;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      value = Math.max(0, value) * 10 + format.charAt(at) - '0';
      if (value > MAX_WIDTH) {
        return -1;
      }
      at++;
    }
    return value;
  }
}
