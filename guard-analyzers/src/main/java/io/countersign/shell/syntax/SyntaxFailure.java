package io.countersign.shell.syntax;

import io.countersign.problem.Problem;

/** Carries a problem from where it was met to the list of commands that can go on without it. */
final class SyntaxFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Whether nothing after it should be read, because a limit was reached. */
  private final boolean fatal;

  SyntaxFailure(Problem problem, boolean fatal) {
    super(null, null, false, false);
    this.problem = problem;
    this.fatal = fatal;
  }

  Problem problem() {
    return problem;
  }

  boolean fatal() {
    return fatal;
  }
}
