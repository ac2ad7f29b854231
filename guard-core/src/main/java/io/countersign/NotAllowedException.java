package io.countersign;

import com.google.common.collect.ImmutableList;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.decision.Reason;
import java.util.stream.Collectors;

/**
 * A call did not run. Carries the decision; the message is fit for the model that made the call.
 */
public abstract sealed class NotAllowedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Decision decision;

  private NotAllowedException(Decision decision, String message) {
    super(message);
    this.decision = decision;
  }

  /** What was decided. */
  public Decision decision() {
    return decision;
  }

  /** The call may not run. */
  public static final class Denied extends NotAllowedException {

    private static final long serialVersionUID = 1L;

    private final transient ImmutableList<Reason> reasons;

    Denied(Decision.Denied decision) {
      super(decision, "Denied. " + sentences(decision.reasons()));
      this.reasons = decision.reasons();
    }

    /** Why; never empty. */
    public ImmutableList<Reason> reasons() {
      return reasons;
    }
  }

  /** The call may run once peers have agreed. */
  public static final class ApprovalRequired extends NotAllowedException {

    private static final long serialVersionUID = 1L;

    private final transient ApprovalRequest request;

    ApprovalRequired(Decision.ApprovalRequired decision) {
      super(
          decision,
          "Approval required: request "
              + decision.request().id()
              + " waits for "
              + decision.request().requirement()
              + ". "
              + sentences(decision.request().reasons()));
      this.request = decision.request();
    }

    /** What peers are asked. */
    public ApprovalRequest request() {
      return request;
    }
  }

  private static String sentences(ImmutableList<Reason> reasons) {
    return reasons.stream()
        .filter(r -> !r.forApprovers())
        .map(r -> r.message() + " [" + r.code() + "]" + (r.next().isEmpty() ? "" : " " + r.next()))
        .collect(Collectors.joining(" "));
  }
}
