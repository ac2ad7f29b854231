package io.countersign.rego.eval;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** An empty array to be filled. */
final class MakeArrayOp extends Op {
  private final int capacity;
  private final int target;

  MakeArrayOp(int capacity, int target) {
    this.capacity = capacity;
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    evaluation.charge(1);
    locals[target] = RegoArray.open(capacity);
    return NEXT;
  }
}
