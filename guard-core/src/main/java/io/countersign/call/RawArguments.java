package io.countersign.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;

/**
 * Arguments as a framework handed them over: as text, which keeps what a lenient parser would lose
 * (a member named twice), or as a tree, which its owner may still change.
 */
public sealed interface RawArguments {

  /** JSON text, unread. */
  record Text(String json) implements RawArguments {}

  /** A tree that somebody else may hold on to. */
  record Tree(JsonNode tree) implements RawArguments {}

  /**
   * Reads and copies the arguments.
   *
   * @return an object that shares nothing with the caller's
   * @throws MalformedException with a code of {@link io.countersign.json.JsonCode}, or {@code
   *     call-arguments-not-an-object}
   */
  default ObjectNode freeze(StrictJson reader) {
    JsonNode value =
        this instanceof Text text ? reader.parse(text.json()) : reader.freeze(((Tree) this).tree());
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedException(
        new Problem(
            CallCode.ARGUMENTS_NOT_AN_OBJECT,
            "The arguments are no JSON object.",
            "Send the arguments by name: {\"name\": value}."));
  }
}
