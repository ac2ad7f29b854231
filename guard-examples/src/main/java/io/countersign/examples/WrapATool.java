package io.countersign.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.Guard;
import io.countersign.NotAllowedException;
import io.countersign.ToolGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Function;

/** The least that a framework author writes to guard a tool. */
public final class WrapATool {

  private WrapATool() {}

  /** Wraps a function that deletes something, and calls it. */
  static String call(Guard guard, Function<JsonNode, String> dropDatabase, ObjectNode arguments) {
    // region wrap-a-tool
    ToolGuard tools = new ToolGuard(guard, () -> Team.CHAIN);
    Function<JsonNode, String> guarded = tools.wrap("drop_database", dropDatabase);
    try {
      return guarded.apply(arguments);
    } catch (NotAllowedException e) {
      return String.valueOf(e.getMessage());
    }
    // endregion
  }

  /** Shows what the model would be told. */
  public static void main(String[] arguments) throws IOException {
    try (Guard guard = ExampleGuard.open(Files.createTempDirectory("countersign-tool"))) {
      ObjectNode call = JsonNodeFactory.instance.objectNode().put("name", "orders");
      System.out.println(call(guard, args -> "dropped " + args.get("name").asText(), call));
    }
  }
}
