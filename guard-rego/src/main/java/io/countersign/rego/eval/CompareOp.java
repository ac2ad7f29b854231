package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Fails unless two values are in an order: {@code a < b}, where only the answer is wanted. */
final class CompareOp extends Condition {
  private final Arg a;
  private final Arg b;
  private final boolean less;
  private final boolean same;
  private final boolean more;

  /**
   * Makes the comparison.
   *
   * @param less whether it holds when a is less than b
   * @param same whether it holds when they are equal
   * @param more whether it holds when a is more than b
   */
  CompareOp(Statement statement, Arg a, Arg b, boolean less, boolean same, boolean more) {
    super(statement);
    this.a = a;
    this.b = b;
    this.less = less;
    this.same = same;
    this.more = more;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value left = a.get(locals);
    Value right = b.get(locals);
    if (left != null && right != null) {
      int order = left.compareTo(right);
      if (order < 0 ? less : order > 0 ? more : same) {
        return NEXT;
      }
    }
    return failed(evaluation, left, right);
  }
}
