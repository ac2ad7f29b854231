package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Makes a local undefined. */
final class ResetLocalOp extends Op {
  private final int target;

  ResetLocalOp(int target) {
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    locals[target] = null;
    return NEXT;
  }
}
