package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Ends the function with a local. */
final class ReturnLocalOp extends Op {
  private final int source;

  ReturnLocalOp(int source) {
    this.source = source;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = locals[source];
    evaluation.returned = value == null ? null : value.close();
    return RETURN;
  }
}
