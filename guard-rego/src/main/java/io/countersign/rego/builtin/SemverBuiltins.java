package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoString;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Semantic versions (semver.org 2.0.0). */
final class SemverBuiltins {
  private static final String NUMERIC = "(0|[1-9]\\d{0,17})";
  private static final Pattern VERSION =
      Pattern.compile(
          "v?"
              + NUMERIC
              + "\\."
              + NUMERIC
              + "\\."
              + NUMERIC
              + "(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?");

  private SemverBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add(
        "semver.is_valid",
        (cx, a) -> RegoBoolean.of(a[0] instanceof RegoString text && parse(text.value()) != null));
    builder.add(
        "semver.compare",
        (cx, a) ->
            RegoNumber.of(
                compare(operand(Operands.string(a, 0), 1), operand(Operands.string(a, 1), 2))));
  }

  private record Version(long[] numbers, String preRelease) {}

  private static Version operand(String text, int position) {
    Version version = parse(text);
    if (version == null) {
      throw new BuiltinFailure(
          "operand " + position + ": string " + text + " is not a valid SemVer");
    }
    return version;
  }

  private static @Nullable Version parse(String text) {
    Matcher matcher = VERSION.matcher(text);
    if (text.length() > 1024 || text.startsWith("v") || !matcher.matches()) {
      return null;
    }
    String pre = matcher.group(4) == null ? "" : matcher.group(4);
    String build = matcher.group(5) == null ? "" : matcher.group(5);
    if (matcher.group(4) != null && !isDotted(pre, true)
        || matcher.group(5) != null && !isDotted(build, false)) {
      return null;
    }
    long[] numbers = {
      Long.parseLong(matcher.group(1)),
      Long.parseLong(matcher.group(2)),
      Long.parseLong(matcher.group(3))
    };
    return new Version(numbers, pre);
  }

  private static boolean isDotted(String text, boolean noLeadingZeros) {
    for (String part : text.split("\\.", -1)) {
      if (part.isEmpty()
          || noLeadingZeros && part.length() > 1 && part.charAt(0) == '0' && isNumeric(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumeric(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int compare(Version a, Version b) {
    for (int i = 0; i < 3; i++) {
      int order = Long.compare(a.numbers()[i], b.numbers()[i]);
      if (order != 0) {
        return order;
      }
    }
    if (a.preRelease().isEmpty() || b.preRelease().isEmpty()) {
      return Boolean.compare(a.preRelease().isEmpty(), b.preRelease().isEmpty());
    }
    String[] left = a.preRelease().split("\\.", -1);
    String[] right = b.preRelease().split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = compareIdentifiers(left[i], right[i]);
      if (order != 0) {
        return Integer.signum(order);
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int compareIdentifiers(String a, String b) {
    boolean numericA = isNumeric(a);
    boolean numericB = isNumeric(b);
    if (numericA && numericB) {
      return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }
    return numericA != numericB ? (numericA ? -1 : 1) : a.compareTo(b);
  }
}
