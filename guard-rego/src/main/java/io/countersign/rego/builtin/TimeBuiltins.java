package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;

/**
 * Times, as nanoseconds since 1970. The only clock is the evaluation's frozen one; "Local" is UTC,
 * for a machine has no say.
 */
final class TimeBuiltins {
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
  private static final String RFC3339 = "2006-01-02T15:04:05Z07:00";
  private static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";
  private static final Map<String, String> NAMED =
      Map.of(
          "ANSIC", "Mon Jan _2 15:04:05 2006",
          "UnixDate", "Mon Jan _2 15:04:05 MST 2006",
          "RubyDate", "Mon Jan 02 15:04:05 -0700 2006",
          "RFC822", "02 Jan 06 15:04 MST",
          "RFC822Z", "02 Jan 06 15:04 -0700",
          "RFC850", "Monday, 02-Jan-06 15:04:05 MST",
          "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST",
          "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700",
          "RFC3339", RFC3339,
          "RFC3339Nano", RFC3339_NANO);

  private final BoundedCache<String, GoLayout> layouts = new BoundedCache<>(1000);

  static void register(Builtins.Builder builder) {
    TimeBuiltins family = new TimeBuiltins();
    builder.add("time.now_ns", (cx, a) -> nanos(cx.now()));
    builder.add(
        "time.parse_ns", (cx, a) -> family.parse(Operands.string(a, 0), Operands.string(a, 1)));
    builder.add("time.parse_rfc3339_ns", (cx, a) -> family.parse(RFC3339, Operands.string(a, 0)));
    builder.add(
        "time.parse_duration_ns",
        (cx, a) -> RegoNumber.of(GoDuration.parse(Operands.string(a, 0))));
    builder.add("time.format", (cx, a) -> family.format(cx, a));
    builder.add("time.date", (cx, a) -> date(time(a, 0)));
    builder.add("time.clock", (cx, a) -> clock(time(a, 0)));
    builder.add(
        "time.weekday",
        (cx, a) ->
            RegoString.of(
                time(a, 0).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
    builder.add("time.add_date", (cx, a) -> addDate(a));
    builder.add("time.diff", (cx, a) -> diff(time(a, 0), time(a, 1)));
  }

  private static Value nanos(Instant instant) {
    BigInteger nanos =
        BigInteger.valueOf(instant.getEpochSecond())
            .multiply(BILLION)
            .add(BigInteger.valueOf(instant.getNano()));
    if (nanos.bitLength() > 63) {
      throw new BuiltinFailure("time outside of valid range");
    }
    return RegoNumber.of(nanos);
  }

  private Value parse(String layout, String text) {
    GoLayout parsed = layouts.get(NAMED.getOrDefault(layout, layout), GoLayout::parse);
    return nanos(GoTimeParse.parse(parsed, text).toInstant());
  }

  private Value format(BuiltinContext context, Value[] arguments) {
    String layout = "";
    if (arguments[0] instanceof RegoArray parts && parts.size() > 2) {
      layout = Operands.string(new Value[] {parts.get(2)}, 0);
    }
    String go = layout.isEmpty() ? RFC3339_NANO : NAMED.getOrDefault(layout, layout);
    return Operands.text(
        context, GoTimeFormat.format(time(arguments, 0), layouts.get(go, GoLayout::parse)));
  }

  /** A number of nanoseconds, or an array of it and the name of a time zone. */
  private static ZonedDateTime time(Value[] arguments, int position) {
    Value operand = arguments[position];
    if (operand instanceof RegoNumber number) {
      return instant(number).atZone(ZoneOffset.UTC);
    }
    if (!(operand instanceof RegoArray parts) || parts.size() == 0) {
      return Operands.fail(arguments, position, "either number (ns) or [number (ns), string (tz)]");
    }
    Instant instant = instant(Operands.number(new Value[] {parts.get(0)}, 0));
    return instant.atZone(
        parts.size() > 1 ? zone(Operands.string(new Value[] {parts.get(1)}, 0)) : ZoneOffset.UTC);
  }

  private static Instant instant(RegoNumber number) {
    BigDecimal nanos = BinaryFloat.of(number).decimalValue();
    if (nanos.stripTrailingZeros().scale() > 0 || nanos.toBigInteger().bitLength() > 63) {
      throw new BuiltinFailure("timestamp too big");
    }
    BigInteger[] parts = nanos.toBigInteger().divideAndRemainder(BILLION);
    return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
  }

  private static ZoneId zone(String name) {
    if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
      return ZoneOffset.UTC;
    }
    try {
      ZoneId zone = ZoneId.of(name);
      if (zone instanceof ZoneOffset || name.matches("(GMT|UTC|UT)[+-].*")) {
        throw new BuiltinFailure("unknown time zone " + name);
      }
      return zone;
    } catch (DateTimeException e) {
      throw new BuiltinFailure("unknown time zone " + name);
    }
  }

  private static Value date(ZonedDateTime time) {
    return numbers(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
  }

  private static Value clock(ZonedDateTime time) {
    return numbers(time.getHour(), time.getMinute(), time.getSecond());
  }

  private static Value numbers(int... numbers) {
    RegoArray array = RegoArray.open(numbers.length);
    for (int number : numbers) {
      array.append(RegoNumber.of(number));
    }
    return array.close();
  }

  /**
   * Adds to year, month and day and lets them overflow: a month after 31 January is 2 or 3 March.
   */
  private static Value addDate(Value[] arguments) {
    ZonedDateTime time = time(arguments, 0);
    long years = Operands.longInteger(arguments, 1);
    long months = Operands.longInteger(arguments, 2);
    long days = Operands.longInteger(arguments, 3);
    try {
      LocalDate date =
          LocalDate.of(time.getYear(), time.getMonthValue(), 1).plusYears(years).plusMonths(months);
      LocalDateTime moved =
          date.plusDays(Math.addExact(time.getDayOfMonth() - 1L, days)).atTime(time.toLocalTime());
      return nanos(moved.atZone(time.getZone()).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw new BuiltinFailure("time outside of valid range");
    }
  }

  private static Value diff(ZonedDateTime one, ZonedDateTime other) {
    ZonedDateTime two = other.withZoneSameInstant(one.getZone());
    ZonedDateTime from = one.toInstant().isAfter(two.toInstant()) ? two : one;
    ZonedDateTime to = from == one ? two : one;
    int[] borrow = {0, 12, from.toLocalDate().lengthOfMonth(), 24, 60, 60};
    int[] parts = {
      to.getYear() - from.getYear(),
      to.getMonthValue() - from.getMonthValue(),
      to.getDayOfMonth() - from.getDayOfMonth(),
      to.getHour() - from.getHour(),
      to.getMinute() - from.getMinute(),
      to.getSecond() - from.getSecond()
    };
    for (int i = parts.length - 1; i > 0; i--) {
      if (parts[i] < 0) {
        parts[i] += borrow[i];
        parts[i - 1]--;
      }
    }
    return numbers(parts);
  }
}
