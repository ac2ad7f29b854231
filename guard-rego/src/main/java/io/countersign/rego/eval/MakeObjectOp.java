package io.countersign.rego.eval;

import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** An empty object to be filled. */
final class MakeObjectOp extends Op {
  private final int target;

  MakeObjectOp(int target) {
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    evaluation.charge(1);
    locals[target] = RegoObject.open(0);
    return NEXT;
  }
}
