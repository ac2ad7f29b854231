package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;

/** Walks a value: an array of [path, value] pairs, outer ones first. */
final class WalkBuiltins {
  private final BuiltinContext context;
  private final RegoArray pairs = RegoArray.open(16);

  private WalkBuiltins(BuiltinContext context) {
    this.context = context;
  }

  static void register(Builtins.Builder builder) {
    builder.add("walk", (cx, a) -> new WalkBuiltins(cx).all(a[0]));
  }

  private Value all(Value value) {
    walk(RegoArray.EMPTY, value);
    return pairs.close();
  }

  private void walk(RegoArray path, Value value) {
    context.charge(3L + path.size());
    pairs.append(RegoArray.of(path, value));
    if (value instanceof RegoArray array) {
      for (int i = 0; i < array.size(); i++) {
        walk(longer(path, RegoNumber.of(i)), array.get(i));
      }
    } else if (value instanceof RegoObject object) {
      for (int i = 0; i < object.size(); i++) {
        walk(longer(path, object.key(i)), object.value(i));
      }
    } else if (value instanceof RegoSet set) {
      set.forEach(element -> walk(longer(path, element), element));
    }
  }

  private static RegoArray longer(RegoArray path, Value key) {
    RegoArray longer = path.openCopy();
    longer.append(key);
    return longer.close();
  }
}
