package io.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.time.Instant;

/** Steps in the form of the ledger's file. */
final class StepJson {

  private StepJson() {}

  static ObjectNode write(Step step) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("person", step.person()).put("session", step.session()).put("call", step.call());
    json.put("at", step.at().toString()).put("approved", step.approved());
    json.put("outcome", step.outcome().name());
    ArrayNode touches = json.putArray("touches");
    for (Touch touch : step.touches()) {
      touches
          .addObject()
          .put("verb", touch.verb().name())
          .put("resource", touch.resource())
          .put("environment", touch.environment().name())
          .put("reversibility", touch.reversibility().name())
          .put("reach", touch.reach().name())
          .put("bytes", touch.bytes())
          .put("count", touch.count());
    }
    return json;
  }

  /**
   * Reads a step.
   *
   * @throws IllegalArgumentException when a member is missing or is not of its form
   */
  static Step read(JsonNode json) {
    ImmutableList.Builder<Touch> touches = ImmutableList.builder();
    for (JsonNode touch : json.required("touches")) {
      touches.add(
          new Touch(
              Verb.valueOf(text(touch, "verb")),
              text(touch, "resource"),
              Environment.valueOf(text(touch, "environment")),
              Reversibility.valueOf(text(touch, "reversibility")),
              Reach.valueOf(text(touch, "reach")),
              touch.required("bytes").longValue(),
              touch.required("count").intValue()));
    }
    return new Step(
        text(json, "person"),
        text(json, "session"),
        text(json, "call"),
        at(json),
        json.required("approved").booleanValue(),
        touches.build(),
        Outcome.valueOf(text(json, "outcome")));
  }

  static Instant at(JsonNode json) {
    return Instant.parse(text(json, "at"));
  }

  static String text(JsonNode json, String member) {
    JsonNode value = json.required(member);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("`" + member + "` is no text");
    }
    return value.textValue();
  }
}
