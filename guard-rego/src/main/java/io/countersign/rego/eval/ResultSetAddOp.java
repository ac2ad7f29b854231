package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Adds a result of the entry point. */
final class ResultSetAddOp extends Op {
  private final int source;

  ResultSetAddOp(int source) {
    this.source = source;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = locals[source];
    if (value != null) {
      evaluation.results.add(value);
    }
    return NEXT;
  }
}
