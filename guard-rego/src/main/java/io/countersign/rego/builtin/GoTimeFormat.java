package io.countersign.rego.builtin;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Formats times by Go's layouts, in English whatever the default locale. */
final class GoTimeFormat {
  private GoTimeFormat() {}

  static String format(ZonedDateTime time, GoLayout layout) {
    StringBuilder out = new StringBuilder();
    for (GoLayout.Element element : layout.elements()) {
      append(out, time, element);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, ZonedDateTime time, GoLayout.Element element) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    switch (element.kind()) {
      case LITERAL -> out.append(element.text());
      case LONG_MONTH -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case SHORT_MONTH ->
          out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
      case NUM_MONTH -> out.append(time.getMonthValue());
      case ZERO_MONTH -> padded(out, time.getMonthValue(), 2, '0');
      case LONG_WEEKDAY ->
          out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case SHORT_WEEKDAY ->
          out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
      case DAY -> out.append(time.getDayOfMonth());
      case UNDER_DAY -> padded(out, time.getDayOfMonth(), 2, ' ');
      case ZERO_DAY -> padded(out, time.getDayOfMonth(), 2, '0');
      case UNDER_YEAR_DAY -> padded(out, time.getDayOfYear(), 3, ' ');
      case ZERO_YEAR_DAY -> padded(out, time.getDayOfYear(), 3, '0');
      case HOUR -> padded(out, time.getHour(), 2, '0');
      case HOUR_12 -> out.append(hour12);
      case ZERO_HOUR_12 -> padded(out, hour12, 2, '0');
      case MINUTE -> out.append(time.getMinute());
      case ZERO_MINUTE -> padded(out, time.getMinute(), 2, '0');
      case SECOND -> out.append(time.getSecond());
      case ZERO_SECOND -> padded(out, time.getSecond(), 2, '0');
      case LONG_YEAR -> padded(out, time.getYear(), 4, '0');
      case YEAR -> padded(out, Math.floorMod(time.getYear(), 100), 2, '0');
      case UPPER_PM -> out.append(time.getHour() >= 12 ? "PM" : "AM");
      case LOWER_PM -> out.append(time.getHour() >= 12 ? "pm" : "am");
      case ZONE_NAME -> out.append(zoneName(time));
      case OFFSET -> offset(out, time.getOffset().getTotalSeconds(), element.text());
      case FRACTION -> fraction(out, time.getNano(), element.text());
    }
  }

  private static void padded(StringBuilder out, int value, int width, char with) {
    String digits = Integer.toString(Math.abs(value));
    if (value < 0) {
      out.append('-');
    }
    out.append(Character.toString(with).repeat(Math.max(0, width - digits.length())))
        .append(digits);
  }

  static String zoneName(ZonedDateTime time) {
    if (time.getZone() instanceof ZoneOffset) {
      return time.getOffset().getTotalSeconds() == 0 ? "UTC" : offsetName(time);
    }
    String name = DateTimeFormatter.ofPattern("zzz", Locale.US).format(time);
    return name.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? name : offsetName(time);
  }

  private static String offsetName(ZonedDateTime time) {
    StringBuilder out = new StringBuilder();
    int seconds = time.getOffset().getTotalSeconds();
    offset(out, seconds, seconds % 3600 == 0 ? "-07" : "-0700");
    return out.toString();
  }

  private static void offset(StringBuilder out, int seconds, String layout) {
    if (layout.charAt(0) == 'Z' && seconds == 0) {
      out.append('Z');
      return;
    }
    int size = Math.abs(seconds);
    String colon = layout.indexOf(':') > 0 ? ":" : "";
    int digits = (int) layout.chars().filter(Character::isDigit).count();
    out.append(seconds < 0 ? '-' : '+');
    padded(out, size / 3600, 2, '0');
    if (digits >= 4) {
      padded(out.append(colon), size / 60 % 60, 2, '0');
    }
    if (digits >= 6) {
      padded(out.append(colon), size % 60, 2, '0');
    }
  }

  private static void fraction(StringBuilder out, int nanos, String layout) {
    String digits =
        String.format(Locale.ROOT, "%09d", nanos).substring(0, Math.min(9, layout.length() - 1));
    if (layout.charAt(1) == '9') {
      int end = digits.length();
      while (end > 0 && digits.charAt(end - 1) == '0') {
        end--;
      }
      digits = digits.substring(0, end);
      if (digits.isEmpty()) {
        return;
      }
    }
    out.append(layout.charAt(0)).append(digits);
  }
}
