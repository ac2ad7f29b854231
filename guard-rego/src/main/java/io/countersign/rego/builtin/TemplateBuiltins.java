package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;

/**
 * String templates ({@code $"…{x}…"}), and {@code print} and {@code trace}, which a decision has no
 * use for.
 */
final class TemplateBuiltins {
  private TemplateBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("internal.template_string", TemplateBuiltins::template);
    builder.add("internal.print", (cx, a) -> RegoBoolean.TRUE);
    builder.add("print", (cx, a) -> RegoBoolean.TRUE);
    builder.add(
        "trace",
        (cx, a) -> a[0] instanceof RegoString ? RegoBoolean.TRUE : Operands.fail(a, 0, "string"));
  }

  /**
   * Parts are scalars, or sets that hold the one value of an expression and are empty when it is
   * undefined.
   */
  private static Value template(BuiltinContext context, Value[] arguments) {
    RegoArray parts = Operands.array(arguments, 0);
    StringBuilder out = new StringBuilder();
    for (Value part : parts) {
      if (part instanceof RegoSet set) {
        if (set.size() > 1) {
          throw new BuiltinFailure("template-strings must not produce multiple outputs");
        }
        append(out, set.size() == 0 ? RegoString.of("<undefined>") : set.ordered(0));
      } else {
        append(out, part);
      }
      context.charge(1);
    }
    return Operands.text(context, out.toString());
  }

  private static void append(StringBuilder out, Value value) {
    out.append(value instanceof RegoString text ? text.value() : value.toString());
  }
}
