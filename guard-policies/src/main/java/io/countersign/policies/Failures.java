package io.countersign.policies;

import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyCode;
import io.countersign.problem.Problem;

/** What every engine says when it cannot answer, in the same words. */
final class Failures {

  private Failures() {}

  static EngineAnswer.Failed inputUnreadable(String what) {
    return failed(
        PolicyCode.INPUT_UNREADABLE,
        "The input of the policy " + what + ".",
        "Make the call smaller or flatter.");
  }

  static EngineAnswer.Failed undefined() {
    return failed(
        PolicyCode.RESULT_UNDEFINED,
        "The policy defines no answer for this call.",
        "Give its entry point a default that denies.");
  }

  static EngineAnswer.Failed timedOut(EngineLimits limits) {
    return failed(
        PolicyCode.TIMED_OUT,
        "The policy took longer than " + limits.deadline().toMillis() + " ms.",
        "Split the call, or give the policy more time.");
  }

  static EngineAnswer.Failed overloaded(EngineLimits limits) {
    return failed(
        PolicyCode.OVERLOADED,
        "No instance of the policy became free within "
            + limits.borrowTimeout().toMillis()
            + " ms.",
        "Try again, or give the engine more instances.");
  }

  static EngineAnswer.Failed outOfMemory() {
    return failed(
        PolicyCode.OUT_OF_MEMORY,
        "The policy needed more memory than it may have.",
        "Make the call smaller, or give the engine more memory.");
  }

  static EngineAnswer.Failed interrupted() {
    return failed("the thread was interrupted");
  }

  static EngineAnswer.Failed failed(String why) {
    return failed(
        PolicyCode.EVALUATION_FAILED,
        "The policy could not be evaluated: " + why + ".",
        "Keep the recorded input and report it; until then the call is denied.");
  }

  static EngineAnswer.Failed closed() {
    return failed(
        PolicyCode.ENGINE_CLOSED,
        "The policy engine was closed.",
        "Propose the call again once the guard runs.");
  }

  static EngineAnswer.Failed failed(PolicyCode code, String what, String next) {
    return new EngineAnswer.Failed(new Problem(code, what, next));
  }
}
