package io.countersign.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import io.countersign.problem.Problem;
import java.util.function.Function;

/**
 * A policy written in Java, for tests of what comes before and after a policy. Keeps the duties of
 * an engine: what the function throws is {@code policy-evaluation-failed}, null is {@code
 * policy-result-undefined}. Thread-safe if the function is.
 */
public final class FakePolicyEngine implements PolicyEngine {

  private volatile Policy current;
  private volatile boolean closed;

  private record Policy(String digest, Function<ObjectNode, ObjectNode> rules) {}

  /**
   * A policy.
   *
   * @param rules from the policy input to the verdict
   */
  public FakePolicyEngine(Function<ObjectNode, ObjectNode> rules) {
    this.current = new Policy("0".repeat(64), rules);
  }

  /**
   * Puts another policy in force, as a new revision.
   *
   * @param digest of the revision, 64 hexadecimal digits
   */
  public void replace(String digest, Function<ObjectNode, ObjectNode> rules) {
    current = new Policy(digest, rules);
  }

  @Override
  public Revision current() {
    Policy pinned = current;
    return new Revision() {
      @Override
      public String digest() {
        return pinned.digest();
      }

      @Override
      public EngineAnswer evaluate(ObjectNode input) {
        return answer(pinned, input);
      }
    };
  }

  private EngineAnswer answer(Policy policy, ObjectNode input) {
    if (closed) {
      return failed(PolicyCode.ENGINE_CLOSED, "The engine is closed.");
    }
    try {
      ObjectNode result = policy.rules().apply(input);
      return result == null
          ? failed(PolicyCode.RESULT_UNDEFINED, "The policy gave no answer.")
          : new EngineAnswer.Result(result);
    } catch (RuntimeException e) {
      return failed(PolicyCode.EVALUATION_FAILED, "The policy threw " + e + ".");
    }
  }

  private static EngineAnswer failed(PolicyCode code, String what) {
    return new EngineAnswer.Failed(new Problem(code, what, "Mend the test's policy."));
  }

  @Override
  public void close() {
    closed = true;
  }
}
