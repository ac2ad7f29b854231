package io.countersign.problem;

/**
 * The root of what Countersign throws: misuse of the API or broken surroundings. Expected trouble
 * is a {@link Problem} inside a value instead.
 */
public class CountersignException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public CountersignException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public CountersignException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** What went wrong, with its code and what to do next. */
  public Problem problem() {
    return problem;
  }

  /** The code of {@link #problem()}. */
  public Code code() {
    return problem.code();
  }
}
