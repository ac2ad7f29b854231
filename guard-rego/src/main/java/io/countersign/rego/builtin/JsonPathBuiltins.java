package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removing and keeping parts of a document by path. */
final class JsonPathBuiltins {
  private JsonPathBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("json.remove", (cx, a) -> remove(cx, Operands.object(a, 0), tree(paths(a, 1))));
    builder.add("json.filter", (cx, a) -> filter(cx, Operands.object(a, 0), tree(paths(a, 1))));
  }

  /** Paths as a tree of keys; a path that another one contains is cut there. */
  private record Node(List<Value> keys, List<Node> children, boolean[] leaf) {
    Node() {
      this(new ArrayList<>(), new ArrayList<>(), new boolean[1]);
    }

    @Nullable Node child(Value key) {
      int place = keys.indexOf(key);
      return place < 0 ? null : children.get(place);
    }

    boolean isLeaf() {
      return leaf[0];
    }
  }

  private static Node tree(List<List<Value>> paths) {
    Node root = new Node();
    for (List<Value> path : paths) {
      Node node = root;
      for (Value key : path) {
        if (node.isLeaf()) {
          break;
        }
        Node child = node.child(key);
        if (child == null) {
          child = new Node();
          node.keys().add(key);
          node.children().add(child);
        }
        node = child;
      }
      node.leaf()[0] = node != root;
    }
    return root;
  }

  private static List<List<Value>> paths(Value[] arguments, int position) {
    List<List<Value>> paths = new ArrayList<>();
    for (Value path : Operands.collection(arguments, position)) {
      paths.add(path(path));
    }
    return paths;
  }

  /** A JSON pointer or an array of keys. */
  static List<Value> path(Value path) {
    if (path instanceof RegoArray keys) {
      return keys.toList();
    }
    if (!(path instanceof RegoString text)) {
      throw Operands.failure(
          1,
          "must be one of {set, array} containing string paths or array of path segments but got "
              + path.type().regoName());
    }
    List<Value> keys = new ArrayList<>();
    if (!text.value().isEmpty()) {
      String pointer = text.value();
      int start = 0;
      while (start < pointer.length() && pointer.charAt(start) == '/') {
        start++;
      }
      for (String part : pointer.substring(start).split("/", -1)) {
        keys.add(RegoString.of(part.replace("~1", "/").replace("~0", "~")));
      }
    }
    return keys;
  }

  private static @Nullable Value remove(BuiltinContext context, Value value, @Nullable Node paths) {
    if (paths == null) {
      return value;
    }
    if (paths.isLeaf()) {
      return null;
    }
    if (value instanceof RegoObject object) {
      context.charge(object.size());
      RegoObject result = RegoObject.open(object.size());
      for (int i = 0; i < object.size(); i++) {
        Value rest = remove(context, object.unorderedValue(i), paths.child(object.unorderedKey(i)));
        if (rest != null) {
          result.put(object.unorderedKey(i), rest);
        }
      }
      return result.close();
    } else if (value instanceof RegoArray array) {
      context.charge(array.size());
      RegoArray result = RegoArray.open(array.size());
      for (int i = 0; i < array.size(); i++) {
        Value rest = remove(context, array.get(i), paths.child(RegoString.of(Integer.toString(i))));
        if (rest != null) {
          result.append(rest);
        }
      }
      return result.close();
    } else if (value instanceof RegoSet set) {
      context.charge(set.size());
      RegoSet result = RegoSet.open(set.size());
      for (Value element : set) {
        Value rest = remove(context, element, paths.child(element));
        if (rest != null) {
          result.add(rest);
        }
      }
      return result.close();
    }
    return value;
  }

  private static Value filter(BuiltinContext context, Value value, Node paths) {
    if (paths.isLeaf()) {
      return value;
    }
    if (value instanceof RegoObject object) {
      RegoObject result = RegoObject.open(paths.keys().size());
      for (int i = 0; i < paths.keys().size(); i++) {
        context.charge(1);
        Value key = paths.keys().get(i);
        Value child = object.get(key);
        if (child != null) {
          result.put(key, filter(context, child, paths.children().get(i)));
        }
      }
      return result.close();
    } else if (value instanceof RegoArray array) {
      RegoArray result = RegoArray.open(4);
      for (int i = 0; i < array.size(); i++) {
        context.charge(1);
        Node child = paths.child(RegoString.of(Integer.toString(i)));
        child = child == null ? paths.child(RegoNumber.of(i)) : child;
        if (child != null) {
          result.append(filter(context, array.get(i), child));
        }
      }
      return result.close();
    } else if (value instanceof RegoSet set) {
      RegoSet result = RegoSet.open(4);
      for (Value element : set) {
        context.charge(1);
        Node child = paths.child(element);
        if (child != null) {
          result.add(filter(context, element, child));
        }
      }
      return result.close();
    }
    return value;
  }
}
