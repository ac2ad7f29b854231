package io.countersign.rego.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions by path, for calls whose path is computed. Immutable once the program is linked.
 */
final class DynamicTree {
  private final Map<String, DynamicTree> children = new HashMap<>();
  private @Nullable FunctionCode function;

  void add(FunctionCode code, List<String> path) {
    DynamicTree node = this;
    for (String part : path) {
      node = node.children.computeIfAbsent(part, absent -> new DynamicTree());
    }
    node.function = code;
  }

  @Nullable DynamicTree child(String name) {
    return children.get(name);
  }

  @Nullable FunctionCode function() {
    return function;
  }
}
