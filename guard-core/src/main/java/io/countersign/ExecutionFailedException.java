package io.countersign;

import io.countersign.approval.State;

/** The executor of an action threw; the request, if there was one, has ended accordingly. */
public final class ExecutionFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final State outcome;

  ExecutionFailedException(State outcome, Throwable cause) {
    super("The action ended as " + outcome + ".", cause);
    this.outcome = outcome;
  }

  /** FAILED when the action did not happen, UNKNOWN when nobody can say. */
  public State outcome() {
    return outcome;
  }
}
