package io.countersign.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as they stand in every document of the guard: exactly what {@link Instant#toString} writes,
 * without its formatter, which took a thirtieth of a decision.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339">RFC 3339</a>
 */
public final class Rfc3339 {

  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_10000 = 253_402_300_800L;
  private static final int NANOS_A_MILLI = 1_000_000;

  private Rfc3339() {}

  /** The text of a time, in UTC; with as many groups of three decimals as it needs. */
  public static String text(Instant time) {
    long second = time.getEpochSecond();
    if (second < YEAR_0 || second >= YEAR_10000) {
      return time.toString();
    }
    LocalDateTime date = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(30);
    digits(out, date.getYear(), 4);
    digits(out.append('-'), date.getMonthValue(), 2);
    digits(out.append('-'), date.getDayOfMonth(), 2);
    digits(out.append('T'), date.getHour(), 2);
    digits(out.append(':'), date.getMinute(), 2);
    digits(out.append(':'), date.getSecond(), 2);
    int nano = time.getNano();
    if (nano != 0) {
      out.append('.');
      if (nano % NANOS_A_MILLI == 0) {
        digits(out, nano / NANOS_A_MILLI, 3);
      } else if (nano % 1000 == 0) {
        digits(out, nano / 1000, 6);
      } else {
        digits(out, nano, 9);
      }
    }
    return out.append('Z').toString();
  }

  private static void digits(StringBuilder out, int value, int count) {
    int unit = 1;
    for (int i = 1; i < count; i++) {
      unit *= 10;
    }
    for (int rest = value; unit > 0; unit /= 10) {
      out.append((char) ('0' + rest / unit));
      rest %= unit;
    }
  }
}
