package io.countersign.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time layout in Go's way: an example of the reference time {@code Mon Jan 2 15:04:05 MST 2006},
 * cut into its elements.
 */
record GoLayout(List<Element> elements) {
  /** What an element stands for. */
  enum Kind {
    LITERAL,
    LONG_MONTH,
    SHORT_MONTH,
    NUM_MONTH,
    ZERO_MONTH,
    LONG_WEEKDAY,
    SHORT_WEEKDAY,
    DAY,
    UNDER_DAY,
    ZERO_DAY,
    UNDER_YEAR_DAY,
    ZERO_YEAR_DAY,
    HOUR,
    HOUR_12,
    ZERO_HOUR_12,
    MINUTE,
    ZERO_MINUTE,
    SECOND,
    ZERO_SECOND,
    LONG_YEAR,
    YEAR,
    UPPER_PM,
    LOWER_PM,
    ZONE_NAME,
    OFFSET,
    FRACTION
  }

  /** An element with the text that spells it in the layout. */
  record Element(Kind kind, String text) {}

  /** Spellings, longer ones before those they begin with. */
  private static final List<Element> SPELLINGS =
      List.of(
          new Element(Kind.LONG_MONTH, "January"),
          new Element(Kind.SHORT_MONTH, "Jan"),
          new Element(Kind.LONG_WEEKDAY, "Monday"),
          new Element(Kind.SHORT_WEEKDAY, "Mon"),
          new Element(Kind.ZONE_NAME, "MST"),
          new Element(Kind.LONG_YEAR, "2006"),
          new Element(Kind.UNDER_YEAR_DAY, "__2"),
          new Element(Kind.ZERO_YEAR_DAY, "002"),
          new Element(Kind.ZERO_MONTH, "01"),
          new Element(Kind.ZERO_DAY, "02"),
          new Element(Kind.ZERO_HOUR_12, "03"),
          new Element(Kind.ZERO_MINUTE, "04"),
          new Element(Kind.ZERO_SECOND, "05"),
          new Element(Kind.YEAR, "06"),
          new Element(Kind.HOUR, "15"),
          new Element(Kind.UPPER_PM, "PM"),
          new Element(Kind.LOWER_PM, "pm"),
          new Element(Kind.OFFSET, "-07:00:00"),
          new Element(Kind.OFFSET, "Z07:00:00"),
          new Element(Kind.OFFSET, "-070000"),
          new Element(Kind.OFFSET, "Z070000"),
          new Element(Kind.OFFSET, "-07:00"),
          new Element(Kind.OFFSET, "Z07:00"),
          new Element(Kind.OFFSET, "-0700"),
          new Element(Kind.OFFSET, "Z0700"),
          new Element(Kind.OFFSET, "-07"),
          new Element(Kind.OFFSET, "Z07"),
          new Element(Kind.NUM_MONTH, "1"),
          new Element(Kind.DAY, "2"),
          new Element(Kind.HOUR_12, "3"),
          new Element(Kind.MINUTE, "4"),
          new Element(Kind.SECOND, "5"));

  static GoLayout parse(String layout) {
    List<Element> elements = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      Element element = elementAt(layout, at);
      if (element == null) {
        literal.append(layout.charAt(at++));
        continue;
      }
      if (literal.length() > 0) {
        elements.add(new Element(Kind.LITERAL, literal.toString()));
        literal.setLength(0);
      }
      elements.add(element);
      at += element.text().length();
    }
    if (literal.length() > 0) {
      elements.add(new Element(Kind.LITERAL, literal.toString()));
    }
    return new GoLayout(List.copyOf(elements));
  }

  private static @Nullable Element elementAt(String layout, int at) {
    if (layout.startsWith("_2006", at)) {
      return null;
    }
    if (layout.startsWith("_2", at)) {
      return new Element(Kind.UNDER_DAY, "_2");
    }
    char c = layout.charAt(at);
    if (c == '.' || c == ',') {
      return fractionAt(layout, at);
    }
    for (Element spelling : SPELLINGS) {
      if (layout.startsWith(spelling.text(), at)) {
        // "Jan" and "Mon" do not begin a lower-case word: "Month" is literal text.
        int end = at + spelling.text().length();
        boolean shortName =
            spelling.kind() == Kind.SHORT_MONTH || spelling.kind() == Kind.SHORT_WEEKDAY;
        boolean word =
            end < layout.length() && layout.charAt(end) >= 'a' && layout.charAt(end) <= 'z';
        return shortName && word ? null : spelling;
      }
    }
    return null;
  }

  /** {@code .000} or {@code .999}, and with a comma, when no other digit follows. */
  private static @Nullable Element fractionAt(String layout, int at) {
    char digit = at + 1 < layout.length() ? layout.charAt(at + 1) : ' ';
    if (digit != '0' && digit != '9') {
      return null;
    }
    int end = at + 1;
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean moreDigits = end < layout.length() && Character.isDigit(layout.charAt(end));
    return moreDigits ? null : new Element(Kind.FRACTION, layout.substring(at, end));
  }
}
