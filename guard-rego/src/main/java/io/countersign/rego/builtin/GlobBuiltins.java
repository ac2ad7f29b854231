package io.countersign.rego.builtin;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;

/** Globs, matched as RE2 expressions, so in linear time. */
final class GlobBuiltins {
  private static final String META = "*?\\[]{}";

  private final BoundedCache<String, Pattern> patterns = new BoundedCache<>(1000);

  static void register(Builtins.Builder builder) {
    GlobBuiltins family = new GlobBuiltins();
    builder.add("glob.match", family::match);
    builder.add("glob.quote_meta", (cx, a) -> Operands.text(cx, quoted(Operands.string(a, 0))));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      out.append(META.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return out.toString();
  }

  private Value match(BuiltinContext context, Value[] arguments) {
    String glob = Operands.string(arguments, 0);
    String separators = separators(arguments);
    String text = Operands.string(arguments, 2);
    context.charge((long) text.length() * Math.max(1, glob.length() / 8) / 16);
    Pattern pattern =
        patterns.get(
            separators + '\0' + glob,
            key -> {
              context.charge(glob.length());
              return compile(glob, separators);
            });
    return RegoBoolean.of(pattern.matches(text));
  }

  private static String separators(Value[] arguments) {
    if (arguments[1] == RegoNull.NULL) {
      return "";
    }
    if (!(arguments[1] instanceof RegoArray array)) {
      return Operands.fail(arguments, 1, "array", "null");
    }
    StringBuilder separators = new StringBuilder();
    for (Value element : array) {
      if (!(element instanceof RegoString text)) {
        throw Operands.elementFailure(arguments, 1, element, "string");
      }
      if (text.length() != 1) {
        throw Operands.elementFailure(arguments, 1, element, "rune");
      }
      separators.append(text.value());
    }
    return array.size() == 0 ? "." : separators.toString();
  }

  private static Pattern compile(String glob, String separators) {
    try {
      return Pattern.compile(new GlobTranslation(glob, separators).regex(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new BuiltinFailure("glob pattern is malformed");
    }
  }
}
