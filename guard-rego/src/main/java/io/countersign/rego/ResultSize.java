package io.countersign.rego;

import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;

/**
 * Counts the values of a result: shared parts count each time, for each time they are written out.
 */
final class ResultSize {
  private final int max;
  private int count;

  private ResultSize(int max) {
    this.max = max;
  }

  /**
   * @throws RegoException {@code rego-budget-result} when there are more than {@code max}
   */
  static void require(Value value, int max) {
    new ResultSize(max).count(value);
  }

  private void count(Value value) {
    if (++count > max) {
      throw new RegoException(
          RegoCode.BUDGET_RESULT, "the result has more than " + max + " values");
    }
    if (value instanceof RegoArray array) {
      array.forEach(this::count);
    } else if (value instanceof RegoSet set) {
      for (int i = 0; i < set.size(); i++) {
        count(set.unordered(i));
      }
    } else if (value instanceof RegoObject object) {
      for (int i = 0; i < object.size(); i++) {
        count(object.unorderedKey(i));
        count(object.unorderedValue(i));
      }
    }
  }
}
