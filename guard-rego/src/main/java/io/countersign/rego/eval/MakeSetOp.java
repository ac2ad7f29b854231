package io.countersign.rego.eval;

import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** An empty set to be filled. */
final class MakeSetOp extends Op {
  private final int target;

  MakeSetOp(int target) {
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    evaluation.charge(1);
    locals[target] = RegoSet.open(0);
    return NEXT;
  }
}
