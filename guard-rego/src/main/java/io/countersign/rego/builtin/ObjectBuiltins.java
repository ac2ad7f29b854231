package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects. */
final class ObjectBuiltins {
  private ObjectBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("object.get", (cx, a) -> get(Operands.object(a, 0), a[1], a[2]));
    builder.add("object.keys", (cx, a) -> keys(cx, Operands.object(a, 0)));
    builder.add(
        "object.remove", (cx, a) -> select(cx, Operands.object(a, 0), keySet(cx, a, 1), false));
    builder.add(
        "object.filter", (cx, a) -> select(cx, Operands.object(a, 0), keySet(cx, a, 1), true));
    builder.add("object.union", (cx, a) -> union(cx, Operands.object(a, 0), Operands.object(a, 1)));
    builder.add("object.union_n", ObjectBuiltins::unionOfAll);
    builder.add("object.subset", ObjectBuiltins::subset);
  }

  private static Value get(RegoObject object, Value path, Value otherwise) {
    if (!(path instanceof RegoArray keys)) {
      Value found = object.get(path);
      return found == null ? otherwise : found;
    }
    Value current = object;
    for (Value key : keys) {
      current = child(current, key);
      if (current == null) {
        return otherwise;
      }
    }
    return current;
  }

  static @Nullable Value child(Value value, Value key) {
    if (value instanceof RegoObject object) {
      return object.get(key);
    } else if (value instanceof RegoArray array) {
      return array.find(key);
    } else if (value instanceof RegoSet set) {
      return set.contains(key) ? key : null;
    }
    return null;
  }

  private static RegoSet keys(BuiltinContext context, RegoObject object) {
    context.charge(object.size());
    RegoSet keys = RegoSet.open(object.size());
    for (int i = 0; i < object.size(); i++) {
      keys.add(object.unorderedKey(i));
    }
    return keys.close();
  }

  private static RegoSet keySet(BuiltinContext context, Value[] arguments, int position) {
    Value value = arguments[position];
    if (value instanceof RegoSet set) {
      return set;
    } else if (value instanceof RegoObject object) {
      return keys(context, object);
    } else if (value instanceof RegoArray array) {
      context.charge(array.size());
      return RegoSet.of(array.toList());
    }
    return Operands.fail(arguments, position, "object", "set", "array");
  }

  private static Value select(
      BuiltinContext context, RegoObject object, RegoSet keys, boolean keep) {
    context.charge(object.size());
    RegoObject result = RegoObject.open(object.size());
    for (int i = 0; i < object.size(); i++) {
      if (keys.contains(object.unorderedKey(i)) == keep) {
        result.put(object.unorderedKey(i), object.unorderedValue(i));
      }
    }
    return result.close();
  }

  /** The second object wins, except that objects under one key are united. */
  private static RegoObject union(BuiltinContext context, RegoObject one, RegoObject two) {
    context.charge((long) one.size() + two.size());
    RegoObject result = one.openCopy();
    for (int i = 0; i < two.size(); i++) {
      Value key = two.unorderedKey(i);
      Value value = two.unorderedValue(i);
      boolean nested = value instanceof RegoObject && one.get(key) instanceof RegoObject;
      result.put(
          key,
          nested
              ? union(
                  context, (RegoObject) Objects.requireNonNull(one.get(key)), (RegoObject) value)
              : value);
    }
    return result.close();
  }

  private static Value unionOfAll(BuiltinContext context, Value[] arguments) {
    RegoObject result = RegoObject.EMPTY;
    for (Value element : Operands.array(arguments, 0)) {
      if (!(element instanceof RegoObject object)) {
        throw Operands.elementFailure(arguments, 0, element, "object");
      }
      result = union(context, result, object);
    }
    return result;
  }

  private static Value subset(BuiltinContext context, Value[] arguments) {
    Value all = arguments[0];
    Value some = arguments[1];
    if (all instanceof RegoObject one && some instanceof RegoObject two) {
      return RegoBoolean.of(isSubset(context, one, two));
    } else if (all instanceof RegoSet one && some instanceof RegoSet two) {
      return RegoBoolean.of(isSubset(context, one, two));
    } else if (all instanceof RegoArray one && some instanceof RegoArray two) {
      return RegoBoolean.of(isRun(context, one, two));
    } else if (all instanceof RegoArray one && some instanceof RegoSet two) {
      context.charge(one.size());
      return RegoBoolean.of(one.size() > 0 && isSubset(context, RegoSet.of(one.toList()), two));
    }
    throw new BuiltinFailure(
        "both arguments object.subset must be of the same type or array and set");
  }

  private static boolean isSubset(BuiltinContext context, RegoObject all, RegoObject some) {
    context.charge(some.size());
    for (int i = 0; i < some.size(); i++) {
      Value expected = some.unorderedValue(i);
      Value found = all.get(some.unorderedKey(i));
      if (found == null || !found.equals(expected) && !isNestedSubset(context, found, expected)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNestedSubset(BuiltinContext context, Value all, Value some) {
    if (all instanceof RegoObject one && some instanceof RegoObject two) {
      return isSubset(context, one, two);
    } else if (all instanceof RegoSet one && some instanceof RegoSet two) {
      return isSubset(context, one, two);
    }
    return all instanceof RegoArray one
        && some instanceof RegoArray two
        && isRun(context, one, two);
  }

  private static boolean isSubset(BuiltinContext context, RegoSet all, RegoSet some) {
    context.charge(some.size());
    for (int i = 0; i < some.size(); i++) {
      if (!all.contains(some.unordered(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the second array appears in the first without a gap. */
  private static boolean isRun(BuiltinContext context, RegoArray all, RegoArray some) {
    for (int start = 0; start + some.size() <= all.size(); start++) {
      int same = 0;
      while (same < some.size() && all.get(start + same).equals(some.get(same))) {
        same++;
      }
      context.charge(1 + (same >> 3));
      if (same == some.size()) {
        return true;
      }
    }
    return false;
  }
}
