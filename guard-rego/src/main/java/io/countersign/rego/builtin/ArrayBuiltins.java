package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.Value;

/** Arrays. */
final class ArrayBuiltins {
  private ArrayBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("array.concat", (cx, a) -> concat(cx, Operands.array(a, 0), Operands.array(a, 1)));
    builder.add("array.flatten", (cx, a) -> flatten(cx, Operands.array(a, 0)));
    builder.add(
        "array.slice",
        (cx, a) -> slice(cx, Operands.array(a, 0), Operands.integer(a, 1), Operands.integer(a, 2)));
    builder.add("array.reverse", (cx, a) -> reverse(cx, Operands.array(a, 0)));
  }

  private static Value concat(BuiltinContext context, RegoArray one, RegoArray two) {
    context.charge((long) one.size() + two.size());
    RegoArray result = RegoArray.open(one.size() + two.size());
    one.forEach(result::append);
    two.forEach(result::append);
    return result.close();
  }

  private static Value flatten(BuiltinContext context, RegoArray array) {
    RegoArray result = RegoArray.open(array.size());
    for (Value element : array) {
      if (element instanceof RegoArray nested) {
        context.charge(nested.size());
        nested.forEach(result::append);
      } else {
        context.charge(1);
        result.append(element);
      }
    }
    return result.close();
  }

  private static Value slice(BuiltinContext context, RegoArray array, int start, int stop) {
    int to = Math.max(0, Math.min(stop, array.size()));
    int from = Math.max(0, Math.min(start, to));
    context.charge(to - from);
    RegoArray result = RegoArray.open(to - from);
    for (int i = from; i < to; i++) {
      result.append(array.get(i));
    }
    return result.close();
  }

  private static Value reverse(BuiltinContext context, RegoArray array) {
    context.charge(array.size());
    RegoArray result = RegoArray.open(array.size());
    for (int i = array.size() - 1; i >= 0; i--) {
      result.append(array.get(i));
    }
    return result.close();
  }
}
