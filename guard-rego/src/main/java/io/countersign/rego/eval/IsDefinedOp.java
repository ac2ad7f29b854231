package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Fails while the local is undefined. */
final class IsDefinedOp extends Condition {
  private final int source;

  IsDefinedOp(Statement statement, int source) {
    super(statement);
    this.source = source;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    return locals[source] != null ? NEXT : failed(evaluation, null, null);
  }
}
