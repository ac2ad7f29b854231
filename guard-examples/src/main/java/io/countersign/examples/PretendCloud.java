package io.countersign.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Stands for a cloud account: remembers what was done to it, and does nothing else. */
final class PretendCloud {

  private final List<String> rebuilt = new ArrayList<>();

  /** Rebuilds the environment that an action names. */
  String rebuild(ObjectNode arguments) {
    String name = arguments.path("parameters").path("EnvironmentName").asText();
    rebuilt.add(name);
    return "environment " + name + " is being rebuilt";
  }

  /** What was rebuilt, in order. */
  List<String> rebuilt() {
    return List.copyOf(rebuilt);
  }
}
