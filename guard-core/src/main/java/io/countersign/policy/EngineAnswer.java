package io.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.problem.Problem;

/** What an engine gives back. */
public sealed interface EngineAnswer {

  /**
   * The policy answered.
   *
   * @param result its answer, not yet checked
   */
  record Result(JsonNode result) implements EngineAnswer {}

  /**
   * It did not.
   *
   * @param problem with a {@link PolicyCode}
   */
  record Failed(Problem problem) implements EngineAnswer {}
}
