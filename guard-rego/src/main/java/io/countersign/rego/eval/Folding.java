package io.countersign.rego.eval;

import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.Values;
import java.time.Duration;
import java.time.Instant;

/** Evaluates rules that are constants while a program is linked. */
final class Folding {
  /** Little: constants are written out in the policy. What takes more is left to run time. */
  private static final Budget BUDGET = new Budget(Duration.ofSeconds(5), 20_000, 20_000, 50, 5_000);

  private Folding() {}

  /** Notes the result of a rule that reads neither input nor data, if it has one. */
  static void fold(FunctionCode rule, int functions) {
    try {
      Evaluation evaluation =
          new Evaluation(BUDGET, Instant.EPOCH, true, functions, null, RegoNull.NULL);
      Value value = rule.evaluate(null, RegoNull.NULL, evaluation);
      if (value != null) {
        rule.foldTo(Values.settle(value));
      }
    } catch (RegoException e) {
      // Whatever it is, an evaluation that gets there will say it.
    }
  }
}
