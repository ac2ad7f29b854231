package io.countersign.rego.eval;

import java.time.Duration;

/**
 * What one evaluation may spend. Passing a bound is a typed error, never a wrong answer.
 *
 * @param deadline by the wall; checked every some thousand steps, so exceeded by well under a
 *     millisecond of work
 * @param maxSteps loop rounds, calls and what builtins charge; the same policy and input always
 *     take the same number
 * @param maxValues values made, 16 bytes of text counted as one: bounds memory, at roughly 50 bytes
 *     each
 * @param maxDepth calls within calls; every one takes some hundred bytes of the thread's stack
 * @param maxResultValues values in the result
 */
public record Budget(
    Duration deadline, long maxSteps, long maxValues, int maxDepth, int maxResultValues) {
  /**
   * One second, 20 million steps, 5 million values, 200 calls deep, 100,000 values in the result.
   */
  public static final Budget DEFAULT =
      new Budget(Duration.ofSeconds(1), 20_000_000, 5_000_000, 200, 100_000);

  public Budget {
    if (deadline.isNegative()
        || deadline.isZero()
        || maxSteps <= 0
        || maxValues <= 0
        || maxDepth <= 0
        || maxResultValues <= 0) {
      throw new IllegalArgumentException("every bound of a budget is positive");
    }
  }

  public Budget withDeadline(Duration other) {
    return new Budget(other, maxSteps, maxValues, maxDepth, maxResultValues);
  }

  public Budget withMaxSteps(long other) {
    return new Budget(deadline, other, maxValues, maxDepth, maxResultValues);
  }

  public Budget withMaxValues(long other) {
    return new Budget(deadline, maxSteps, other, maxDepth, maxResultValues);
  }

  public Budget withMaxResultValues(int other) {
    return new Budget(deadline, maxSteps, maxValues, maxDepth, other);
  }
}
