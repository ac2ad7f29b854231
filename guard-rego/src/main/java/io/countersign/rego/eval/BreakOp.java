package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Leaves blocks. */
final class BreakOp extends Op {
  private final int index;

  BreakOp(int index) {
    this.index = index;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    return index;
  }
}
