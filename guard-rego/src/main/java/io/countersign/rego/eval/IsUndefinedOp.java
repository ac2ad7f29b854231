package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Fails once the local is defined. */
final class IsUndefinedOp extends Condition {
  private final int source;

  IsUndefinedOp(Statement statement, int source) {
    super(statement);
    this.source = source;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = locals[source];
    return value == null ? NEXT : failed(evaluation, value, null);
  }
}
