package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import io.countersign.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Recorded inputs, to warm an engine up and to see that a policy answers at all. */
final class Examples {

  private Examples() {}

  /** Inputs of the published form; the first is a call that harms nobody. */
  static ImmutableList<ObjectNode> inputs() {
    try {
      JsonNode list =
          StrictJson.forCalls()
              .parse(
                  Resources.toByteArray(
                      Objects.requireNonNull(Examples.class.getResource("examples.json"))));
      ImmutableList.Builder<ObjectNode> inputs = ImmutableList.builder();
      for (JsonNode input : (ArrayNode) list) {
        inputs.add((ObjectNode) input);
      }
      return inputs.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as text. */
  static String[] texts() {
    return inputs().stream().map(ObjectNode::toString).toArray(String[]::new);
  }
}
