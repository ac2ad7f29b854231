package io.countersign.json;

import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;

/** Input that cannot be read in one way only, or not at all. */
public final class MalformedException extends CountersignException {

  private static final long serialVersionUID = 1L;

  public MalformedException(Problem problem) {
    super(problem);
  }

  public MalformedException(Problem problem, Throwable cause) {
    super(problem, cause);
  }
}
