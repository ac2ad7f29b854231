package io.countersign.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Set;

/**
 * What an agent says on standard input, checked: exactly one JSON object with the members that the
 * agent is known to send.
 *
 * @param session the conversation, or an empty string
 * @param directory absolute path of the agent's working directory
 * @param tool the agent's name of the tool
 * @param arguments what the tool is to be called with
 */
record HookInput(String session, String directory, String tool, ObjectNode arguments) {

  /**
   * Most bytes that are read: the largest call that the guard takes, every character an escape of
   * six bytes, and room for the rest of the object.
   */
  static final int MAX_BYTES = 7 << 20;

  /**
   * Reads standard input to its end.
   *
   * @param more members that the configuration knows besides the agent's usual ones
   * @throws MalformedException with a {@link HookCode} or a code of the JSON reader
   */
  static HookInput read(InputStream in, HookAgent agent, Set<String> more) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length == 0) {
      throw unreadable("Standard input is empty.");
    }
    if (bytes.length > MAX_BYTES) {
      throw unreadable("Standard input holds more than " + MAX_BYTES + " bytes.");
    }
    JsonNode json = StrictJson.upTo(StrictJson.MAX_TOTAL + (1 << 16)).parse(bytes);
    if (!(json instanceof ObjectNode object)) {
      throw unreadable("Standard input is no JSON object.");
    }
    String event = text(object, "hook_event_name");
    if (!agent.events().contains(event)) {
      throw malformed(
          HookCode.EVENT_UNKNOWN,
          "The event `" + event + "` is none before a tool runs.",
          "Use this hook for " + agent.events().iterator().next() + " only.");
    }
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!agent.fields().contains(name) && !more.contains(name)) {
        throw malformed(
            HookCode.FIELD_UNKNOWN,
            "The agent sends a member that this version does not know: `" + name + "`.",
            "If it says nothing about the call, add it to hooks.knownFields in countersign.yaml.");
      }
    }
    JsonNode arguments = object.path("tool_input");
    if (arguments.isNull()) {
      arguments = JsonNodeFactory.instance.objectNode();
    }
    if (!(arguments instanceof ObjectNode named)) {
      throw wrong("tool_input", "an object");
    }
    String directory = text(object, "cwd");
    if (!directory.startsWith("/")) {
      throw wrong("cwd", "an absolute path");
    }
    JsonNode session = object.path("session_id");
    if (!session.isTextual() && !session.isMissingNode() && !session.isNull()) {
      throw wrong("session_id", "a text");
    }
    return new HookInput(session.asText(""), directory, text(object, "tool_name"), named);
  }

  private static String text(ObjectNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw wrong(name, "a text");
    }
    return value.textValue();
  }

  private static MalformedException wrong(String name, String form) {
    return malformed(
        HookCode.FIELD_MALFORMED,
        "`" + name + "` is missing, or not " + form + ".",
        "Compare the agent's hook input with docs/hooks.md.");
  }

  private static MalformedException unreadable(String what) {
    return malformed(
        HookCode.INPUT_UNREADABLE, what, "Let the agent send its event as one JSON object.");
  }

  private static MalformedException malformed(HookCode code, String what, String next) {
    return new MalformedException(new Problem(code, what, next));
  }
}
