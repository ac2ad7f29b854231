package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Sets. */
final class SetBuiltins {
  private SetBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("and", (cx, a) -> intersection(cx, Operands.set(a, 0), Operands.set(a, 1)));
    builder.add("or", (cx, a) -> union(cx, Operands.set(a, 0), Operands.set(a, 1)));
    builder.add("set_diff", (cx, a) -> difference(cx, Operands.set(a, 0), Operands.set(a, 1)));
    builder.add("union", SetBuiltins::unionOfAll);
    builder.add("intersection", SetBuiltins::intersectionOfAll);
  }

  static RegoSet difference(BuiltinContext context, RegoSet one, RegoSet two) {
    context.charge(one.size());
    RegoSet result = RegoSet.open(one.size());
    for (int i = 0; i < one.size(); i++) {
      Value element = one.unordered(i);
      if (!two.contains(element)) {
        result.add(element);
      }
    }
    return result.close();
  }

  private static RegoSet intersection(BuiltinContext context, RegoSet one, RegoSet two) {
    RegoSet smaller = one.size() <= two.size() ? one : two;
    RegoSet larger = smaller == one ? two : one;
    context.charge(smaller.size());
    RegoSet result = RegoSet.open(smaller.size());
    for (int i = 0; i < smaller.size(); i++) {
      Value element = smaller.unordered(i);
      if (larger.contains(element)) {
        result.add(element);
      }
    }
    return result.close();
  }

  private static RegoSet union(BuiltinContext context, RegoSet one, RegoSet two) {
    context.charge((long) one.size() + two.size());
    RegoSet result = one.openCopy();
    addAll(result, two);
    return result.close();
  }

  private static void addAll(RegoSet into, RegoSet from) {
    for (int i = 0; i < from.size(); i++) {
      into.add(from.unordered(i));
    }
  }

  private static Value unionOfAll(BuiltinContext context, Value[] arguments) {
    RegoSet result = RegoSet.open(8);
    for (Value element : Operands.set(arguments, 0)) {
      if (!(element instanceof RegoSet set)) {
        throw Operands.elementFailure(arguments, 0, element, "set");
      }
      context.charge(set.size());
      addAll(result, set);
    }
    return result.close();
  }

  private static Value intersectionOfAll(BuiltinContext context, Value[] arguments) {
    @Nullable RegoSet result = null;
    for (Value element : Operands.set(arguments, 0)) {
      if (!(element instanceof RegoSet set)) {
        throw Operands.elementFailure(arguments, 0, element, "set");
      }
      result = result == null ? set : intersection(context, result, set);
    }
    return result == null ? RegoSet.EMPTY : result;
  }
}
