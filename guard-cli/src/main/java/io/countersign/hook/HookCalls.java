package io.countersign.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.ToolAnnotations;
import io.countersign.call.ToolCall;
import java.util.List;

/**
 * Turns an agent's tool call into one of the guard's. What the agent only tells its user (a
 * description, a summary, a patience) is left out, so that the same call, proposed again in other
 * words, meets its own approval; everything that decides what happens stays.
 */
final class HookCalls {

  private HookCalls() {}

  static ToolCall call(HookInput input, CallerChain callers) {
    CallContext context =
        new CallContext(
            input.session(),
            Facts.of(Fact.DIRECTORY, input.directory()),
            ImmutableMap.of(),
            ToolAnnotations.NONE);
    ObjectNode arguments = input.arguments().deepCopy();
    return switch (input.tool()) {
      case "Bash", "execute_bash", "shell" ->
          ToolCall.of("Bash", bash(arguments, input.directory()), callers, context);
      case "use_aws", "aws" -> ToolCall.of("aws", aws(arguments), callers, context);
      default -> ToolCall.of(input.tool(), arguments, callers, context);
    };
  }

  private static ObjectNode bash(ObjectNode arguments, String directory) {
    arguments.remove(List.of("description", "summary", "timeout"));
    JsonNode elsewhere = arguments.path("working_dir");
    if (elsewhere.isTextual()) {
      arguments.remove("working_dir");
      arguments.set("cwd", elsewhere);
    }
    if (!arguments.has("cwd")) {
      arguments.put("cwd", directory);
    }
    return arguments;
  }

  private static ObjectNode aws(ObjectNode arguments) {
    arguments.remove(List.of("label", "summary", "description"));
    rename(arguments, "service_name", "service");
    rename(arguments, "operation_name", "operation");
    rename(arguments, "profile_name", "profile");
    return arguments;
  }

  private static void rename(ObjectNode arguments, String from, String to) {
    JsonNode value = arguments.get(from);
    if (value != null && !arguments.has(to)) {
      arguments.remove(from);
      arguments.set(to, value);
    }
  }
}
