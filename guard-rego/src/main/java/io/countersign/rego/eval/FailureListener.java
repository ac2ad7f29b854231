package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Hears of conditions that fail, of results and of functions that run; how explanations are made.
 */
public interface FailureListener {
  /** A condition failed on the values it compared or looked into; null where it had none. */
  void failed(Statement statement, @Nullable Value saw, @Nullable Value other);

  /**
   * A statement that hands on a result was reached: a rule held, unless it fills a literal of its
   * body.
   */
  void reached(Statement statement);

  /** A function starts, memoised results excepted. */
  void entered(PolicyPlan.Function function);

  /** The function that was entered last and not left is done, with this result. */
  void left(@Nullable Value result);
}
