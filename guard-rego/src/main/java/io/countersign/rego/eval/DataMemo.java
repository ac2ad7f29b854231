package io.countersign.rego.eval;

import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.Values;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The results of rules that depend on the data only, kept for as long as the data. Shared by all
 * threads; each result is computed when it is first asked for, outside the budget of whoever asks,
 * so that an evaluation takes the same number of steps whether it was the first or not.
 */
public final class DataMemo {
  /** Stands for a rule that takes too much to keep, or fails: each evaluation sees for itself. */
  private static final Value NOT_KEPT = RegoArray.of();

  /** What one result may take, of steps and of values; more is left to each evaluation. */
  private static final long MAX_WORK = 200_000;

  private final Value data;
  private final AtomicReferenceArray<@Nullable Value> results;

  DataMemo(Value data, int functions) {
    this.data = data;
    this.results = new AtomicReferenceArray<>(functions);
  }

  Value data() {
    return data;
  }

  /**
   * The result of a rule, {@link Evaluation#UNDEFINED} when it is undefined, or null when it is not
   * kept.
   */
  @Nullable Value find(FunctionCode rule, int slot, Evaluation asking) {
    Value known = results.get(slot);
    if (known == null) {
      known = compute(rule, asking);
      results.set(slot, known);
    }
    return known == NOT_KEPT ? null : known;
  }

  private Value compute(FunctionCode rule, Evaluation asking) {
    Evaluation apart = asking.apart(this, MAX_WORK);
    try {
      Value result = rule.evaluate(null, data, apart);
      return result == null ? Evaluation.UNDEFINED : Values.settle(result);
    } catch (RegoException e) {
      return NOT_KEPT;
    }
  }
}
