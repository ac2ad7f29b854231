package io.countersign.ledger;

import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;

/** A ledger that cannot be used; nothing is let through meanwhile. */
public final class LedgerException extends CountersignException {

  private static final long serialVersionUID = 1L;

  /** A ledger failed. */
  public LedgerException(Problem problem, Throwable cause) {
    super(problem, cause);
  }
}
