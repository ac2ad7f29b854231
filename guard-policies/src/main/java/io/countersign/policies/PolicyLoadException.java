package io.countersign.policies;

import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;

/** A policy, or its configuration, cannot be used; the guard must not start with it. */
public final class PolicyLoadException extends CountersignException {

  private static final long serialVersionUID = 1L;

  public PolicyLoadException(Problem problem) {
    super(problem);
  }

  public PolicyLoadException(Problem problem, Throwable cause) {
    super(problem, cause);
  }
}
