package io.countersign.rego.builtin;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;

/** The formats of JSON Schema that are checked; any other passes, as the standard allows. */
final class JsonFormats {
  private static final Map<String, Pattern> PATTERNS =
      Map.of(
          "email", Pattern.compile("^[^@\\s]+@[^@\\s]+$"),
          "hostname",
              Pattern.compile(
                  "^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$"),
          "uuid",
              Pattern.compile(
                  "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"),
          "json-pointer", Pattern.compile("^(/([^~/]|~[01])*)*$"));
  private static final GoLayout DATE = GoLayout.parse("2006-01-02");
  private static final GoLayout DATE_TIME = GoLayout.parse("2006-01-02T15:04:05Z07:00");

  private JsonFormats() {}

  static boolean fits(String format, String text) {
    return switch (format) {
      case "ipv4" -> text.indexOf(':') < 0 && IpAddress.parse(text) != null;
      case "ipv6" -> IpAddress.parse(text) != null && text.indexOf(':') >= 0;
      case "date" -> fits(DATE, text);
      case "date-time" -> fits(DATE_TIME, text);
      case "regex" -> isPattern(text);
      default -> {
        Pattern pattern = PATTERNS.get(format);
        yield pattern == null || pattern.matcher(text).find();
      }
    };
  }

  private static boolean fits(GoLayout layout, String text) {
    try {
      return GoTimeParse.parse(layout, text) != null;
    } catch (BuiltinFailure e) {
      return false;
    }
  }

  private static boolean isPattern(String text) {
    try {
      return Pattern.compile(text) != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
