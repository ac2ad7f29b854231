package io.countersign.cli;

import io.countersign.problem.Code;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;

/** A command was understood and is not done; the program ends with {@link Exit#REFUSED}. */
final class Refusal extends CountersignException {

  private static final long serialVersionUID = 1L;

  Refusal(Problem problem) {
    super(problem);
  }

  Refusal(Code code, String what, String next) {
    this(new Problem(code, what, next));
  }
}
