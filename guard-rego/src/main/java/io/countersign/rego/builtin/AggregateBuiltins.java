package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aggregates and membership. */
final class AggregateBuiltins {
  private AggregateBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("count", (cx, a) -> count(a));
    builder.add("sum", AggregateBuiltins::sum);
    builder.add("product", AggregateBuiltins::product);
    builder.add("max", (cx, a) -> extreme(cx, a, 1));
    builder.add("min", (cx, a) -> extreme(cx, a, -1));
    builder.add("sort", AggregateBuiltins::sort);
    builder.add("all", (cx, a) -> all(a));
    builder.add("any", (cx, a) -> any(a));
    builder.add("internal.member_2", (cx, a) -> RegoBoolean.of(isMember(cx, a[0], a[1])));
    builder.add("internal.member_3", (cx, a) -> RegoBoolean.of(isMemberAt(a[0], a[1], a[2])));
  }

  private static Value count(Value[] arguments) {
    Value value = arguments[0];
    if (value instanceof RegoArray array) {
      return RegoNumber.of(array.size());
    } else if (value instanceof RegoObject object) {
      return RegoNumber.of(object.size());
    } else if (value instanceof RegoSet set) {
      return RegoNumber.of(set.size());
    } else if (value instanceof RegoString text) {
      return RegoNumber.of(text.length());
    }
    return Operands.fail(arguments, 0, "array", "object", "set", "string");
  }

  private interface Operation {
    BinaryFloat apply(BinaryFloat x, BinaryFloat y);
  }

  private interface ExactOperation {
    RegoNumber apply(BuiltinContext context, RegoNumber x, RegoNumber y);
  }

  private static Value sum(BuiltinContext context, Value[] arguments) {
    return accumulate(
        context, arguments, RegoNumber.ZERO, ArithmeticBuiltins::plus, BinaryFloat::plus);
  }

  private static Value product(BuiltinContext context, Value[] arguments) {
    return accumulate(
        context, arguments, RegoNumber.of(1), ArithmeticBuiltins::times, BinaryFloat::times);
  }

  private static Value accumulate(
      BuiltinContext context,
      Value[] arguments,
      RegoNumber start,
      ExactOperation exact,
      Operation inexact) {
    List<RegoNumber> numbers = new ArrayList<>();
    boolean whole = true;
    for (Value element : Operands.collection(arguments, 0)) {
      if (!(element instanceof RegoNumber number)) {
        throw Operands.elementFailure(arguments, 0, element, "number");
      }
      whole &= number.isInteger();
      numbers.add(number);
    }
    context.charge(numbers.size());
    if (whole) {
      RegoNumber result = start;
      for (RegoNumber number : numbers) {
        result = exact.apply(context, result, number);
      }
      return result;
    }
    BinaryFloat result = BinaryFloat.of(start);
    for (RegoNumber number : numbers) {
      result = inexact.apply(result, BinaryFloat.of(number));
    }
    return result.toNumber();
  }

  private static @Nullable Value extreme(BuiltinContext context, Value[] arguments, int sign) {
    Value best = null;
    for (Value element : Operands.collection(arguments, 0)) {
      context.charge(1);
      if (best == null || element.compareTo(best) * sign >= 0) {
        best = element;
      }
    }
    return best;
  }

  private static Value sort(BuiltinContext context, Value[] arguments) {
    if (arguments[0] instanceof RegoSet set) {
      context.charge(set.size() * 4L);
      // A set keeps its order once it is found.
      RegoArray sorted = RegoArray.open(set.size());
      set.forEach(sorted::append);
      return sorted.close();
    }
    List<Value> sorted = new ArrayList<>();
    Operands.collection(arguments, 0).forEach(sorted::add);
    context.charge(sorted.size() * 4L);
    Collections.sort(sorted);
    return RegoArray.of(sorted);
  }

  private static Value all(Value[] arguments) {
    for (Value element : Operands.collection(arguments, 0)) {
      if (element != RegoBoolean.TRUE) {
        return RegoBoolean.FALSE;
      }
    }
    return RegoBoolean.TRUE;
  }

  private static Value any(Value[] arguments) {
    for (Value element : Operands.collection(arguments, 0)) {
      if (element == RegoBoolean.TRUE) {
        return RegoBoolean.TRUE;
      }
    }
    return RegoBoolean.FALSE;
  }

  private static boolean isMember(BuiltinContext context, Value value, Value in) {
    if (in instanceof RegoSet set) {
      return set.contains(value);
    } else if (in instanceof RegoArray array) {
      context.charge(array.size() >> 4);
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).equals(value)) {
          return true;
        }
      }
    } else if (in instanceof RegoObject object) {
      context.charge(object.size() >> 4);
      for (int i = 0; i < object.size(); i++) {
        if (object.unorderedValue(i).equals(value)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isMemberAt(Value key, Value value, Value in) {
    if (in instanceof RegoSet set) {
      return set.contains(key) && key.equals(value);
    } else if (in instanceof RegoArray array) {
      return value.equals(array.find(key));
    } else if (in instanceof RegoObject object) {
      return value.equals(object.get(key));
    }
    return false;
  }
}
