package io.countersign.decision;

import io.countersign.policy.PolicyReason;
import io.countersign.problem.Problem;

/**
 * Why a call was stopped, for a person or a model who has to act on it.
 *
 * @param code id of a {@link io.countersign.problem.Code} or of a policy rule
 * @param message one sentence: what is the matter
 * @param next one sentence: what to do, or an empty string
 */
public record Reason(String code, String message, String next) {

  /** A problem as a reason. */
  public static Reason of(Problem problem) {
    return new Reason(problem.code().id(), problem.what(), problem.next());
  }

  /**
   * Whether this is a remark to those who approve ({@code warn-…}) and no part of why the call was
   * stopped. It may speak of other people's roles, so the model that made the call is not told.
   */
  public boolean forApprovers() {
    return code.startsWith("warn-");
  }

  static Reason of(PolicyReason reason) {
    return new Reason(reason.rule(), reason.message(), reason.next());
  }
}
