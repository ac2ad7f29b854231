package io.countersign.rego.builtin;

import io.countersign.rego.value.GoQuote;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as Go does, with OPA's d, w and y (24 hours, 7 days, 365 days) in addition. */
final class GoDuration {
  private static final Pattern SEGMENT =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h|d|w|y)");
  private static final BigDecimal HOUR = BigDecimal.valueOf(3_600_000_000_000L);
  private static final Map<String, BigDecimal> NANOS =
      Map.ofEntries(
          Map.entry("ns", BigDecimal.ONE),
          Map.entry("us", BigDecimal.valueOf(1_000)),
          Map.entry("µs", BigDecimal.valueOf(1_000)),
          Map.entry("μs", BigDecimal.valueOf(1_000)),
          Map.entry("ms", BigDecimal.valueOf(1_000_000)),
          Map.entry("s", BigDecimal.valueOf(1_000_000_000)),
          Map.entry("m", BigDecimal.valueOf(60_000_000_000L)),
          Map.entry("h", HOUR),
          Map.entry("d", HOUR.multiply(BigDecimal.valueOf(24))),
          Map.entry("w", HOUR.multiply(BigDecimal.valueOf(24 * 7))),
          Map.entry("y", HOUR.multiply(BigDecimal.valueOf(24 * 365))));

  private GoDuration() {}

  /** Nanoseconds. @throws BuiltinFailure when it is no duration or needs more than 64 bits */
  static long parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    Matcher matcher = SEGMENT.matcher(rest);
    BigInteger total = BigInteger.ZERO;
    int at = 0;
    while (at < rest.length()
        && matcher.find(at)
        && matcher.start() == at
        && matcher.group(1).length() < 64) {
      BigDecimal unit = NANOS.getOrDefault(matcher.group(2), BigDecimal.ZERO);
      total =
          total.add(
              new BigDecimal(matcher.group(1))
                  .multiply(unit)
                  .setScale(0, RoundingMode.DOWN)
                  .toBigInteger());
      at = matcher.end();
    }
    BigInteger signed = negative ? total.negate() : total;
    if (rest.isEmpty() || at < rest.length() || signed.bitLength() > 63) {
      throw new BuiltinFailure("time: invalid duration " + GoQuote.quote(text));
    }
    return signed.longValue();
  }
}
