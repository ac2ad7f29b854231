package io.countersign;

import io.countersign.problem.Code;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;

/** A guard cannot be built from what it was given. */
public final class GuardConfigurationException extends CountersignException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with a configuration in code. */
  public enum Reason implements Code {
    /** Parts are missing; the message names all of them. */
    INCOMPLETE;

    @Override
    public String id() {
      return "guard-incomplete";
    }
  }

  GuardConfigurationException(Problem problem) {
    super(problem);
  }
}
