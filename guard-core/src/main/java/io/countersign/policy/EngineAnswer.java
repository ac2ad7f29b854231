package io.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What an engine gives back. */
public sealed interface EngineAnswer {

  /**
   * The policy answered.
   *
   * @param result its answer, not yet checked
   * @param trace how it came to it; two answers are equal whatever their traces are
   */
  record Result(JsonNode result, PolicyTrace trace) implements EngineAnswer {

    /** An answer of an engine that cannot tell how it came to it. */
    public Result(JsonNode result) {
      this(result, PolicyTrace.NONE);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Result that && result.equals(that.result);
    }

    @Override
    public int hashCode() {
      return result.hashCode();
    }

    @Override
    public String toString() {
      return "Result[result=" + result + "]";
    }
  }

  /**
   * It did not.
   *
   * @param problem with a {@link PolicyCode}
   */
  record Failed(Problem problem) implements EngineAnswer {}

  /** How the policy came to its answer; {@link PolicyTrace#NONE} when it has none. */
  default PolicyTrace trace() {
    return PolicyTrace.NONE;
  }
}
