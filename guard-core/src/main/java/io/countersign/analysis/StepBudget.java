package io.countersign.analysis;

/**
 * How much work an analysis may still do. Counted in steps and never in time, so that the answer
 * does not depend on the load of the machine. One per call; not thread-safe.
 */
public final class StepBudget {

  private long left;

  public StepBudget(long steps) {
    this.left = steps;
  }

  /**
   * Takes steps off the budget.
   *
   * @return false when the budget is used up; the caller then answers unresolved
   */
  public boolean take(long steps) {
    left -= steps;
    return left >= 0;
  }
}
