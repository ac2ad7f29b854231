package io.countersign.approval;

import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;

/** A store cannot do its duty; the guard denies. */
public final class StoreException extends CountersignException {

  private static final long serialVersionUID = 1L;

  public StoreException(Problem problem) {
    super(problem);
  }

  public StoreException(Problem problem, Throwable cause) {
    super(problem, cause);
  }
}
