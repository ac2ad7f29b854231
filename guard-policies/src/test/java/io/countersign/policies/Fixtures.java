package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.io.Resources;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyVerdict;
import io.countersign.policy.VerdictReader;
import io.countersign.problem.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Policies that misbehave, and short ways to ask. */
final class Fixtures {

  static final ObjectMapper JSON = new ObjectMapper();

  /** One instance, no warm-up: for tests of behaviour. */
  static final EngineLimits SMALL =
      new EngineLimits(1, 64L << 20, Duration.ofSeconds(20), Duration.ofSeconds(20), 0);

  private Fixtures() {}

  /** The policy of src/test/rego/traps, with data. */
  static PolicyBundle traps(String data) {
    return compiled("traps", data);
  }

  /** The policy of src/test/rego/impure, which calls {@code time.now_ns}. */
  static PolicyBundle impure() {
    return compiled("impure", "{}");
  }

  private static PolicyBundle compiled(String name, String data) {
    return new PolicyBundle(
        name + "/answer",
        bytes(name + "/policy.wasm"),
        bytes(name + "/plan.json"),
        (ObjectNode) json(data));
  }

  static byte[] bytes(String resource) {
    try {
      return Resources.toByteArray(Resources.getResource(Fixtures.class, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An input of the traps policy. */
  static ObjectNode trap(String name) {
    return JsonNodeFactory.instance.objectNode().put("trap", name);
  }

  /** The result of an evaluation that has to succeed. */
  static JsonNode result(PolicyEngine engine, ObjectNode input) {
    EngineAnswer answer = engine.current().evaluate(input);
    if (answer instanceof EngineAnswer.Result result) {
      return result.result();
    }
    throw new AssertionError(answer.toString());
  }

  /** The code of an evaluation that has to fail. */
  static Code failure(PolicyEngine engine, ObjectNode input) {
    EngineAnswer answer = engine.current().evaluate(input);
    if (answer instanceof EngineAnswer.Failed failed) {
      return failed.problem().code();
    }
    throw new AssertionError(answer.toString());
  }

  /** The verdict on an input, which has to be well-formed. */
  static PolicyVerdict verdict(PolicyEngine engine, ObjectNode input) {
    VerdictReader.Reading reading = VerdictReader.read(result(engine, input));
    if (reading instanceof VerdictReader.Reading.Verdict read) {
      return read.verdict();
    }
    throw new AssertionError(reading.toString());
  }
}
