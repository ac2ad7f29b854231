package io.countersign.rego.builtin;

import io.countersign.rego.value.GoQuote;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Reads times by Go's layouts. Zone names other than UTC and GMT+n have no meaning of their own and
 * count as offset zero, as in Go.
 */
final class GoTimeParse {
  private static final List<String> MONTHS =
      names(12, i -> java.time.Month.of(i).getDisplayName(TextStyle.FULL, Locale.ENGLISH));
  private static final List<String> DAYS =
      names(7, i -> java.time.DayOfWeek.of(i).getDisplayName(TextStyle.FULL, Locale.ENGLISH));

  private final String value;
  private int at;
  private int year;
  private int month = -1;
  private int day = -1;
  private int yearDay = -1;
  private int hour;
  private int minute;
  private int second;
  private int nanos;
  private int offset;
  private boolean pm;
  private boolean am;

  private GoTimeParse(String value) {
    this.value = value;
  }

  /**
   * @throws BuiltinFailure when the text does not fit the layout
   */
  static OffsetDateTime parse(GoLayout layout, String value) {
    GoTimeParse parse = new GoTimeParse(value);
    List<GoLayout.Element> elements = layout.elements();
    for (int i = 0; i < elements.size(); i++) {
      GoLayout.Kind next =
          i + 1 < elements.size() ? elements.get(i + 1).kind() : GoLayout.Kind.LITERAL;
      parse.take(elements.get(i), next == GoLayout.Kind.FRACTION);
    }
    if (parse.at < value.length()) {
      throw new BuiltinFailure(
          "parsing time "
              + GoQuote.quote(value)
              + ": extra text: "
              + GoQuote.quote(value.substring(parse.at)));
    }
    return parse.time();
  }

  private BuiltinFailure unfit(String element) {
    return new BuiltinFailure(
        "parsing time "
            + GoQuote.quote(value)
            + ": cannot parse "
            + GoQuote.quote(value.substring(at))
            + " as "
            + GoQuote.quote(element));
  }

  private BuiltinFailure range(String what) {
    return new BuiltinFailure(
        "parsing time " + GoQuote.quote(value) + ": " + what + " out of range");
  }

  private OffsetDateTime time() {
    if (pm && hour < 12) {
      hour += 12;
    } else if (am && hour == 12) {
      hour = 0;
    }
    try {
      LocalDate date =
          yearDay > 0 && month < 0
              ? LocalDate.ofYearDay(year, yearDay)
              : LocalDate.of(year, month < 0 ? 1 : month, day < 0 ? 1 : day);
      if (yearDay > 0 && date.getDayOfYear() != yearDay) {
        throw range("day-of-year does not match");
      }
      return LocalDateTime.of(date, java.time.LocalTime.of(hour, minute, second, nanos))
          .atOffset(ZoneOffset.ofTotalSeconds(offset));
    } catch (DateTimeException e) {
      throw range("day");
    }
  }

  private void take(GoLayout.Element element, boolean fractionFollows) {
    switch (element.kind()) {
      case LITERAL -> literal(element.text());
      case LONG_MONTH -> month = name(MONTHS, element, false);
      case SHORT_MONTH -> month = name(MONTHS, element, true);
      case LONG_WEEKDAY -> name(DAYS, element, false);
      case SHORT_WEEKDAY -> name(DAYS, element, true);
      case NUM_MONTH, ZERO_MONTH ->
          month =
              within(number(element, element.kind() == GoLayout.Kind.ZERO_MONTH), 1, 12, "month");
      case DAY, UNDER_DAY, ZERO_DAY -> day = day(element);
      case UNDER_YEAR_DAY, ZERO_YEAR_DAY ->
          yearDay = within(yearDay(element), 1, 366, "day-of-year");
      case HOUR -> hour = within(number(element, false), 0, 23, "hour");
      case HOUR_12, ZERO_HOUR_12 ->
          hour =
              within(number(element, element.kind() == GoLayout.Kind.ZERO_HOUR_12), 0, 12, "hour");
      case MINUTE, ZERO_MINUTE ->
          minute =
              within(number(element, element.kind() == GoLayout.Kind.ZERO_MINUTE), 0, 59, "minute");
      case SECOND, ZERO_SECOND -> {
        second =
            within(number(element, element.kind() == GoLayout.Kind.ZERO_SECOND), 0, 59, "second");
        if (!fractionFollows) {
          optionalFraction();
        }
      }
      case LONG_YEAR -> year = digits(4, element);
      case YEAR -> {
        int two = digits(2, element);
        year = two >= 69 ? 1900 + two : 2000 + two;
      }
      case UPPER_PM, LOWER_PM -> halfDay(element);
      case ZONE_NAME -> zoneName(element);
      case OFFSET -> offset(element);
      case FRACTION -> fraction(element);
    }
  }

  private void literal(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == ' ') {
        if (at < value.length() && value.charAt(at) != ' ') {
          throw unfit(text.substring(i));
        }
        while (i < text.length() && text.charAt(i) == ' ') {
          i++;
        }
        while (at < value.length() && value.charAt(at) == ' ') {
          at++;
        }
      } else if (at < value.length() && value.charAt(at) == c) {
        i++;
        at++;
      } else {
        throw unfit(text.substring(i));
      }
    }
  }

  private int name(List<String> names, GoLayout.Element element, boolean abbreviated) {
    for (int i = 0; i < names.size(); i++) {
      String name = abbreviated ? names.get(i).substring(0, 3) : names.get(i);
      if (value.regionMatches(true, at, name, 0, name.length())) {
        at += name.length();
        return i + 1;
      }
    }
    throw unfit(element.text());
  }

  private int within(int number, int low, int high, String what) {
    if (number < low || number > high) {
      throw range(what);
    }
    return number;
  }

  private boolean digitAt(int place) {
    return place < value.length() && value.charAt(place) >= '0' && value.charAt(place) <= '9';
  }

  private int day(GoLayout.Element element) {
    if (element.kind() == GoLayout.Kind.UNDER_DAY
        && at < value.length()
        && value.charAt(at) == ' ') {
      at++;
    }
    return number(element, element.kind() == GoLayout.Kind.ZERO_DAY);
  }

  private int yearDay(GoLayout.Element element) {
    int spaces = 0;
    while (element.kind() == GoLayout.Kind.UNDER_YEAR_DAY
        && spaces < 2
        && at < value.length()
        && value.charAt(at) == ' ') {
      at++;
      spaces++;
    }
    return digits(3 - spaces, element);
  }

  /** One or two digits; two when {@code fixed}. */
  private int number(GoLayout.Element element, boolean fixed) {
    if (!digitAt(at)) {
      throw unfit(element.text());
    }
    if (!digitAt(at + 1)) {
      if (fixed) {
        throw unfit(element.text());
      }
      return value.charAt(at++) - '0';
    }
    return digits(2, element);
  }

  private int digits(int count, GoLayout.Element element) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      if (!digitAt(at + i)) {
        throw unfit(element.text());
      }
      number = number * 10 + value.charAt(at + i) - '0';
    }
    at += count;
    return number;
  }

  private void halfDay(GoLayout.Element element) {
    boolean upper = element.kind() == GoLayout.Kind.UPPER_PM;
    if (value.startsWith(upper ? "PM" : "pm", at)) {
      pm = true;
    } else if (value.startsWith(upper ? "AM" : "am", at)) {
      am = true;
    } else {
      throw unfit(element.text());
    }
    at += 2;
  }

  private void optionalFraction() {
    if (at + 1 < value.length()
        && (value.charAt(at) == '.' || value.charAt(at) == ',')
        && digitAt(at + 1)) {
      int end = at + 1;
      while (digitAt(end)) {
        end++;
      }
      nanos(at + 1, end);
      at = end;
    }
  }

  private void fraction(GoLayout.Element element) {
    boolean fixed = element.text().charAt(1) == '0';
    int wanted = element.text().length() - 1;
    boolean present =
        at < value.length()
            && (value.charAt(at) == '.' || value.charAt(at) == ',')
            && digitAt(at + 1);
    if (!present) {
      if (fixed) {
        throw unfit(element.text());
      }
      return;
    }
    int end = at + 1;
    while (digitAt(end) && (!fixed || end - at - 1 < wanted)) {
      end++;
    }
    if (fixed && end - at - 1 != wanted) {
      throw unfit(element.text());
    }
    nanos(at + 1, end);
    at = end;
  }

  private void nanos(int from, int to) {
    int number = 0;
    for (int i = 0; i < 9; i++) {
      number = number * 10 + (from + i < to ? value.charAt(from + i) - '0' : 0);
    }
    nanos = number;
  }

  private void zoneName(GoLayout.Element element) {
    if (value.startsWith("UTC", at)) {
      at += 3;
      return;
    }
    if (value.startsWith("GMT", at)) {
      at += 3;
      if (at < value.length()
          && (value.charAt(at) == '+' || value.charAt(at) == '-')
          && digitAt(at + 1)) {
        int sign = value.charAt(at++) == '-' ? -1 : 1;
        offset = sign * 3600 * within(number(element, false), 0, 23, "time zone offset");
      }
      return;
    }
    if (at < value.length() && (value.charAt(at) == '+' || value.charAt(at) == '-')) {
      int sign = value.charAt(at++) == '-' ? -1 : 1;
      int hours = number(element, true);
      int minutes = digitAt(at) ? number(element, true) : 0;
      offset = sign * (hours * 3600 + minutes * 60);
      return;
    }
    int end = at;
    while (end < value.length() && value.charAt(end) >= 'A' && value.charAt(end) <= 'Z') {
      end++;
    }
    int length = end - at;
    boolean known =
        length == 3
            || length == 4 && (value.charAt(end - 1) == 'T' || value.startsWith("WITA", at))
            || length == 5 && value.charAt(end - 1) == 'T';
    if (!known) {
      throw unfit(element.text());
    }
    at = end;
  }

  private void offset(GoLayout.Element element) {
    String layout = element.text();
    if (layout.charAt(0) == 'Z' && at < value.length() && value.charAt(at) == 'Z') {
      at++;
      return;
    }
    if (at >= value.length() || value.charAt(at) != '+' && value.charAt(at) != '-') {
      throw unfit(layout);
    }
    int sign = value.charAt(at++) == '-' ? -1 : 1;
    int count = (int) layout.chars().filter(Character::isDigit).count() / 2;
    boolean colons = layout.indexOf(':') > 0;
    int seconds = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && colons) {
        literal(":");
      }
      seconds += digits(2, element) * (i == 0 ? 3600 : i == 1 ? 60 : 1);
    }
    if (seconds > 18 * 3600) {
      throw range("time zone offset hour");
    }
    offset = sign * seconds;
  }

  private static List<String> names(int count, IntFunction<String> name) {
    return IntStream.rangeClosed(1, count).mapToObj(name).toList();
  }
}
