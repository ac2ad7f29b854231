package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Fails unless both are equal. */
final class EqualOp extends Condition {
  private final Arg a;
  private final Arg b;

  EqualOp(Statement statement, Arg a, Arg b) {
    super(statement);
    this.a = a;
    this.b = b;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value left = a.get(locals);
    Value right = b.get(locals);
    if (left != null && right != null && (left == right || left.equals(right))) {
      return NEXT;
    }
    return failed(evaluation, left, right);
  }
}
