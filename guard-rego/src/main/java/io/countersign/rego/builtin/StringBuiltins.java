package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Strings. Offsets and lengths count code points. */
final class StringBuiltins {
  private StringBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("concat", StringBuiltins::concat);
    builder.add(
        "contains",
        (cx, a) -> RegoBoolean.of(Operands.string(a, 0).contains(Operands.string(a, 1))));
    builder.add(
        "startswith",
        (cx, a) -> RegoBoolean.of(Operands.string(a, 0).startsWith(Operands.string(a, 1))));
    builder.add(
        "endswith",
        (cx, a) -> RegoBoolean.of(Operands.string(a, 0).endsWith(Operands.string(a, 1))));
    builder.add("lower", (cx, a) -> mapped(cx, Operands.string(a, 0), true));
    builder.add("upper", (cx, a) -> mapped(cx, Operands.string(a, 0), false));
    builder.add(
        "split",
        (cx, a) ->
            strings(cx, split(Operands.string(a, 0), Operands.string(a, 1), Integer.MAX_VALUE)));
    builder.add("strings.split_n", StringBuiltins::splitN);
    builder.add("substring", StringBuiltins::substring);
    builder.add("indexof", (cx, a) -> indexOf(a));
    builder.add("indexof_n", StringBuiltins::indexesOf);
    builder.add("format_int", StringBuiltins::formatInt);
    builder.add(
        "strings.reverse",
        (cx, a) ->
            Operands.text(cx, new StringBuilder(Operands.string(a, 0)).reverse().toString()));
    builder.add(
        "strings.count",
        (cx, a) -> RegoNumber.of(occurrences(Operands.string(a, 0), Operands.string(a, 1))));
    builder.add("strings.any_prefix_match", (cx, a) -> anyMatch(cx, a, String::startsWith));
    builder.add("strings.any_suffix_match", (cx, a) -> anyMatch(cx, a, String::endsWith));
    builder.add(
        "replace",
        (cx, a) ->
            replaced(
                cx, Operands.string(a, 0), List.of(Operands.string(a, 1), Operands.string(a, 2))));
    builder.add("strings.replace_n", StringBuiltins::replaceAll);
    TrimBuiltins.register(builder);
  }

  private static Value concat(BuiltinContext context, Value[] arguments) {
    String separator = Operands.string(arguments, 0);
    List<String> parts = Operands.strings(arguments, 1);
    long length = (long) separator.length() * Math.max(0, parts.size() - 1);
    for (String part : parts) {
      length += part.length();
    }
    context.charge(length >> 4);
    return RegoString.of(String.join(separator, parts));
  }

  /** Go maps case a code point at a time, with no regard to language or neighbours. */
  private static Value mapped(BuiltinContext context, String text, boolean lower) {
    context.charge(text.length() >> 4);
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> out.appendCodePoint(lower ? Character.toLowerCase(c) : Character.toUpperCase(c)));
    return RegoString.of(out.toString());
  }

  static RegoArray strings(BuiltinContext context, List<String> parts) {
    context.charge(parts.size());
    RegoArray array = RegoArray.open(parts.size());
    parts.forEach(part -> array.append(RegoString.of(part)));
    return array.close();
  }

  /**
   * Splits at a separator, or into code points when it is empty, into at most {@code limit} parts.
   */
  static List<String> split(String text, String separator, int limit) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (parts.size() < limit - 1) {
      int end = separator.isEmpty() ? nextCodePoint(text, start) : text.indexOf(separator, start);
      if (end < 0 || separator.isEmpty() && end >= text.length()) {
        break;
      }
      parts.add(text.substring(start, end));
      start = end + separator.length();
    }
    if (!separator.isEmpty() || start < text.length()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  private static int nextCodePoint(String text, int at) {
    return at >= text.length() ? at : text.offsetByCodePoints(at, 1);
  }

  private static Value splitN(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 0);
    String separator = Operands.string(arguments, 1);
    int count = Operands.integer(arguments, 2);
    if (count >= 0) {
      int limit = count == Integer.MAX_VALUE ? count : count + 1;
      List<String> parts = count == 0 ? List.of() : split(text, separator, limit);
      return strings(context, parts.subList(0, Math.min(count, parts.size())));
    }
    List<String> parts = split(text, separator, Integer.MAX_VALUE);
    return strings(
        context, parts.subList((int) Math.max(0, (long) parts.size() + count), parts.size()));
  }

  private static Value substring(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 0);
    int start = Operands.integer(arguments, 1);
    int length = Operands.integer(arguments, 2);
    if (start < 0) {
      throw new BuiltinFailure("negative offset");
    }
    int points = text.codePointCount(0, text.length());
    if (start >= points) {
      return RegoString.EMPTY;
    }
    int count = length < 0 ? points - start : Math.min(length, points - start);
    int from = text.offsetByCodePoints(0, start);
    return Operands.text(context, text.substring(from, text.offsetByCodePoints(from, count)));
  }

  private static Value indexOf(Value[] arguments) {
    String text = Operands.string(arguments, 0);
    int place = text.indexOf(nonEmpty(Operands.string(arguments, 1)));
    return RegoNumber.of(place < 0 ? -1 : text.codePointCount(0, place));
  }

  private static Value indexesOf(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 0);
    String search = nonEmpty(Operands.string(arguments, 1));
    RegoArray places = RegoArray.open(2);
    int counted = 0;
    int points = 0;
    for (int place = text.indexOf(search); place >= 0; place = text.indexOf(search, place + 1)) {
      points += text.codePointCount(counted, place);
      counted = place;
      context.charge(1 + (search.length() >> 6));
      places.append(RegoNumber.of(points));
    }
    return places.close();
  }

  private static String nonEmpty(String search) {
    if (search.isEmpty()) {
      throw new BuiltinFailure("empty search character");
    }
    return search;
  }

  private static int occurrences(String text, String search) {
    if (search.isEmpty()) {
      return text.codePointCount(0, text.length()) + 1;
    }
    int count = 0;
    for (int place = text.indexOf(search);
        place >= 0;
        place = text.indexOf(search, place + search.length())) {
      count++;
    }
    return count;
  }

  private static Value formatInt(BuiltinContext context, Value[] arguments) {
    RegoNumber number = Operands.number(arguments, 0);
    String base = Operands.number(arguments, 1).text();
    int radix =
        switch (base) {
          case "2", "8", "10", "16" -> Integer.parseInt(base);
          default -> throw Operands.failure(1, "must be one of {2, 8, 10, 16}");
        };
    BigDecimal value = number.decimalValue();
    context.charge(Math.max(0, -value.scale()) >> 4);
    BigInteger whole = value.toBigInteger();
    return RegoString.of(whole.toString(radix));
  }

  private interface Match {
    boolean test(String text, String affix);
  }

  private static Value anyMatch(BuiltinContext context, Value[] arguments, Match match) {
    List<String> texts = oneOrMore(arguments, 0);
    List<String> affixes = oneOrMore(arguments, 1);
    context.charge((long) texts.size() * affixes.size() / 16);
    for (String text : texts) {
      for (String affix : affixes) {
        if (match.test(text, affix)) {
          return RegoBoolean.TRUE;
        }
      }
    }
    return RegoBoolean.FALSE;
  }

  private static List<String> oneOrMore(Value[] arguments, int position) {
    Value value = arguments[position];
    if (value instanceof RegoString text) {
      return List.of(text.value());
    }
    return switch (value.type()) {
      case ARRAY, SET -> Operands.strings(arguments, position);
      default -> Operands.fail(arguments, position, "string", "set", "array");
    };
  }

  private static Value replaceAll(BuiltinContext context, Value[] arguments) {
    RegoObject patterns = Operands.object(arguments, 0);
    String text = Operands.string(arguments, 1);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      if (!(patterns.key(i) instanceof RegoString key)) {
        throw Operands.failure(0, "non-string key found in pattern object");
      }
      if (!(patterns.value(i) instanceof RegoString replacement)) {
        throw Operands.failure(0, "non-string value found in pattern object");
      }
      pairs.add(key.value());
      pairs.add(replacement.value());
    }
    return replaced(context, text, pairs);
  }

  /**
   * As Go's {@code strings.Replacer}: one pass, earlier pairs first, no overlaps, an empty pattern
   * matches between characters.
   */
  private static Value replaced(BuiltinContext context, String text, List<String> pairs) {
    StringBuilder out = new StringBuilder(text.length());
    boolean emptyBefore = false;
    int at = 0;
    while (at <= text.length()) {
      int pair = matching(text, at, pairs, emptyBefore);
      emptyBefore = pair >= 0 && pairs.get(pair).isEmpty();
      if (pair >= 0) {
        context.charge(1 + (pairs.get(pair + 1).length() >> 4));
        out.append(pairs.get(pair + 1));
        at += pairs.get(pair).length();
      } else {
        int next = at == text.length() ? at + 1 : text.offsetByCodePoints(at, 1);
        out.append(text, at, Math.min(next, text.length()));
        at = next;
      }
    }
    context.charge(pairs.size() / 2L * text.length() >> 5);
    return RegoString.of(out.toString());
  }

  private static int matching(String text, int at, List<String> pairs, boolean emptyBefore) {
    for (int i = 0; i < pairs.size(); i += 2) {
      String pattern = pairs.get(i);
      if (text.startsWith(pattern, at) && !(pattern.isEmpty() && emptyBefore)) {
        return i;
      }
    }
    return -1;
  }
}
