package io.countersign.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An answer in the agent's form.
 *
 * @param code exit code: 0 or 2
 * @param out for standard output, or an empty string
 * @param err for standard error, or an empty string
 */
public record HookAnswer(int code, String out, String err) {

  /** The code that stops every agent. */
  static final int DENY = 2;

  /** Silence: the agent goes on, and its own questions to its user stay. */
  static final HookAnswer SILENCE = new HookAnswer(0, "", "");

  /** The call was judged and is stopped. */
  static HookAnswer denial(HookAgent agent, String reason) {
    return switch (agent) {
      case CLAUDE_CODE -> new HookAnswer(0, json(reason) + "\n", "");
      case KIRO -> new HookAnswer(DENY, "", reason + "\n");
    };
  }

  /** The call could not be judged; one line, whatever it holds. */
  static HookAnswer failure(String line) {
    return new HookAnswer(DENY, "", "Countersign: " + line.replaceAll("\\s+", " ").strip() + "\n");
  }

  private static String json(String reason) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .putObject("hookSpecificOutput")
        .put("hookEventName", "PreToolUse")
        .put("permissionDecision", "deny")
        .put("permissionDecisionReason", reason);
    try {
      return JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build()
          .writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain JSON", e);
    }
  }
}
