package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** JSON Patch (RFC 6902), which OPA extends to sets: an element is its own key. */
final class JsonPatchBuiltins {
  private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");

  private final BuiltinContext context;

  private JsonPatchBuiltins(BuiltinContext context) {
    this.context = context;
  }

  static void register(Builtins.Builder builder) {
    builder.add(
        "json.patch", (cx, a) -> new JsonPatchBuiltins(cx).patch(a[0], Operands.array(a, 1)));
  }

  private Value patch(Value document, RegoArray operations) {
    Value result = document;
    for (Value operation : operations) {
      if (!(operation instanceof RegoObject object)) {
        throw new BuiltinFailure(
            "must be an array of JSON-Patch objects, but at least one element is not an object");
      }
      result = apply(result, object);
    }
    return result;
  }

  private Value apply(Value document, RegoObject operation) {
    List<Value> path = JsonPathBuiltins.path(required(operation, "path"));
    Value name = required(operation, "op");
    if (!(name instanceof RegoString text)) {
      throw new BuiltinFailure(
          "attribute 'op' must be a string but found: " + name.type().regoName());
    }
    return switch (text.value()) {
      case "add" -> insert(document, path, 0, required(operation, "value"));
      case "remove" ->
          path.isEmpty() ? fail("cannot remove the whole document") : delete(document, path, 0);
      case "replace" -> {
        Value value = required(operation, "value");
        yield path.isEmpty() ? value : insert(delete(document, path, 0), path, 0, value);
      }
      case "move" -> {
        List<Value> from = JsonPathBuiltins.path(required(operation, "from"));
        Value moved = find(document, from);
        yield from.isEmpty()
            ? insert(document, path, 0, moved)
            : insert(delete(document, from, 0), path, 0, moved);
      }
      case "copy" ->
          insert(
              document,
              path,
              0,
              find(document, JsonPathBuiltins.path(required(operation, "from"))));
      case "test" ->
          find(document, path).equals(required(operation, "value"))
              ? document
              : fail("value from EditTree != patch value.");
      default -> fail("unrecognized op: '" + text.value() + "'");
    };
  }

  private static <T> T fail(String message) {
    throw new BuiltinFailure(message);
  }

  private static Value required(RegoObject operation, String name) {
    Value value = operation.get(name);
    if (value == null) {
      throw new BuiltinFailure("missing required attribute '" + name + "'");
    }
    return value;
  }

  private static int index(Value key, int size, boolean inserting) {
    int limit = inserting ? size : size - 1;
    if (key instanceof RegoString text && text.value().equals("-") && inserting) {
      return size;
    }
    long index = -1;
    if (key instanceof RegoNumber number && number.isPlainInt()) {
      index = number.longValue();
    } else if (key instanceof RegoString text && INDEX.matcher(text.value()).matches()) {
      index = Integer.parseInt(text.value());
    }
    if (index < 0 || index > limit) {
      throw new BuiltinFailure("invalid array index " + key);
    }
    return (int) index;
  }

  private static Value find(Value document, List<Value> path) {
    Value current = document;
    for (Value key : path) {
      current = step(current, key);
    }
    return current;
  }

  private static Value step(Value value, Value key) {
    Value found =
        value instanceof RegoArray array
            ? array.get(index(key, array.size(), false))
            : ObjectBuiltins.child(value, key);
    return found == null ? fail("path " + key + " does not exist") : found;
  }

  private Value insert(Value value, List<Value> path, int depth, Value inserted) {
    if (path.size() == depth) {
      return inserted;
    }
    Value key = path.get(depth);
    boolean last = path.size() == depth + 1;
    if (value instanceof RegoObject object) {
      context.charge(object.size());
      RegoObject copy = object.openCopy();
      copy.put(key, last ? inserted : insert(step(value, key), path, depth + 1, inserted));
      return copy.close();
    } else if (value instanceof RegoArray array) {
      List<Value> elements = new ArrayList<>(array.toList());
      context.charge(elements.size());
      int index = index(key, array.size(), last);
      if (last) {
        elements.add(index, inserted);
      } else {
        elements.set(index, insert(array.get(index), path, depth + 1, inserted));
      }
      return RegoArray.of(elements);
    } else if (value instanceof RegoSet set) {
      context.charge(set.size());
      RegoSet copy = last ? set.openCopy() : without(set, key).openCopy();
      if (last && !key.equals(inserted)) {
        return fail("set key " + key + " does not equal value to be inserted " + inserted);
      }
      copy.add(last ? inserted : insert(step(value, key), path, depth + 1, inserted));
      return copy.close();
    }
    return fail("cannot insert into a " + value.type().regoName());
  }

  private Value delete(Value value, List<Value> path, int depth) {
    Value key = path.get(depth);
    boolean last = path.size() == depth + 1;
    Value child = step(value, key);
    if (value instanceof RegoObject object) {
      context.charge(object.size());
      RegoObject result = RegoObject.open(object.size());
      for (int i = 0; i < object.size(); i++) {
        if (!object.unorderedKey(i).equals(key)) {
          result.put(object.unorderedKey(i), object.unorderedValue(i));
        } else if (!last) {
          result.put(key, delete(child, path, depth + 1));
        }
      }
      return result.close();
    } else if (value instanceof RegoArray array) {
      List<Value> elements = new ArrayList<>(array.toList());
      context.charge(elements.size());
      int index = index(key, array.size(), false);
      if (last) {
        elements.remove(index);
      } else {
        elements.set(index, delete(child, path, depth + 1));
      }
      return RegoArray.of(elements);
    }
    RegoSet rest = without((RegoSet) value, key);
    if (last) {
      return rest;
    }
    RegoSet copy = rest.openCopy();
    copy.add(delete(child, path, depth + 1));
    return copy.close();
  }

  private RegoSet without(RegoSet set, Value element) {
    return SetBuiltins.difference(context, set, RegoSet.of(element));
  }
}
