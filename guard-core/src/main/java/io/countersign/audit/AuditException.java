package io.countersign.audit;

import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;

/** A log cannot do its duty; the guard denies. */
public final class AuditException extends CountersignException {

  private static final long serialVersionUID = 1L;

  public AuditException(Problem problem) {
    super(problem);
  }

  public AuditException(Problem problem, Throwable cause) {
    super(problem, cause);
  }
}
