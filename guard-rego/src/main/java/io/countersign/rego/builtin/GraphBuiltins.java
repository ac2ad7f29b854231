package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Graphs: objects of nodes to arrays or sets of neighbours. */
final class GraphBuiltins {
  private final BuiltinContext context;
  private final RegoObject graph;

  private GraphBuiltins(BuiltinContext context, RegoObject graph) {
    this.context = context;
    this.graph = graph;
  }

  static void register(Builtins.Builder builder) {
    builder.add(
        "graph.reachable",
        (cx, a) ->
            new GraphBuiltins(cx, Operands.object(a, 0)).reachable(Operands.collection(a, 1)));
    builder.add(
        "graph.reachable_paths",
        (cx, a) -> new GraphBuiltins(cx, Operands.object(a, 0)).paths(Operands.collection(a, 1)));
  }

  private RegoSet reachable(Iterable<Value> from) {
    Deque<Value> queue = new ArrayDeque<>();
    from.forEach(queue::add);
    RegoSet reached = RegoSet.open(16);
    while (!queue.isEmpty()) {
      Value node = queue.remove();
      Value edges = graph.get(node);
      context.charge(1);
      if (edges != null && reached.add(node)) {
        for (Value neighbour : neighbours(edges)) {
          if (!reached.contains(neighbour)) {
            queue.add(neighbour);
          }
        }
      }
    }
    return reached.close();
  }

  private static List<Value> neighbours(@Nullable Value edges) {
    List<Value> nodes = new ArrayList<>();
    if (edges instanceof RegoArray array) {
      array.forEach(nodes::add);
    } else if (edges instanceof RegoSet set) {
      set.forEach(nodes::add);
    }
    return nodes;
  }

  private RegoSet paths(Iterable<Value> from) {
    RegoSet found = RegoSet.open(16);
    for (Value node : from) {
      Value edges = graph.get(node);
      if (edges == null) {
        continue;
      }
      List<Value> neighbours = neighbours(edges);
      if (neighbours.isEmpty()) {
        found.add(RegoArray.of(node));
      }
      for (Value neighbour : neighbours) {
        follow(neighbour, List.of(node), found);
      }
    }
    return found.close();
  }

  /**
   * Adds every path that ends at a node without neighbours, at one the graph does not know, or
   * before a node it already has.
   */
  private void follow(Value node, List<Value> path, RegoSet found) {
    context.charge(1L + path.size());
    if (path.contains(node)) {
      found.add(RegoArray.of(path));
      return;
    }
    Value edges = graph.get(node);
    if (edges == null) {
      found.add(RegoArray.of(path));
      return;
    }
    List<Value> longer = new ArrayList<>(path);
    longer.add(node);
    List<Value> neighbours = neighbours(edges);
    if (neighbours.isEmpty()) {
      found.add(RegoArray.of(longer));
    }
    for (Value neighbour : neighbours) {
      follow(neighbour, longer, found);
    }
  }
}
