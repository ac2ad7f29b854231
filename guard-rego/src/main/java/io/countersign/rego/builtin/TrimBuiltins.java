package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.function.IntPredicate;

/** Trimming. */
final class TrimBuiltins {
  private TrimBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("trim", (cx, a) -> trimmed(Operands.string(a, 0), oneOf(a), true, true));
    builder.add("trim_left", (cx, a) -> trimmed(Operands.string(a, 0), oneOf(a), true, false));
    builder.add("trim_right", (cx, a) -> trimmed(Operands.string(a, 0), oneOf(a), false, true));
    builder.add(
        "trim_space", (cx, a) -> trimmed(Operands.string(a, 0), TrimBuiltins::isSpace, true, true));
    builder.add(
        "trim_prefix", (cx, a) -> withoutPrefix(Operands.string(a, 0), Operands.string(a, 1)));
    builder.add(
        "trim_suffix", (cx, a) -> withoutSuffix(Operands.string(a, 0), Operands.string(a, 1)));
  }

  private static IntPredicate oneOf(Value[] arguments) {
    String set = Operands.string(arguments, 1);
    return c -> set.indexOf(c) >= 0;
  }

  /** Unicode's White_Space, which is what Go trims. */
  static boolean isSpace(int c) {
    return switch (c) {
      case '\t',
          '\n',
          0x0B,
          '\f',
          '\r',
          ' ',
          0x85,
          0xA0,
          0x1680,
          0x2028,
          0x2029,
          0x202F,
          0x205F,
          0x3000 ->
          true;
      default -> c >= 0x2000 && c <= 0x200A;
    };
  }

  private static Value trimmed(String text, IntPredicate drop, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && drop.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && start < end && drop.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return RegoString.of(text.substring(start, end));
  }

  private static Value withoutPrefix(String text, String prefix) {
    return RegoString.of(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
  }

  private static Value withoutSuffix(String text, String suffix) {
    return RegoString.of(
        text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
  }
}
