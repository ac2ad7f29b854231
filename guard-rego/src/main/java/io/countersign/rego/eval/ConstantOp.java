package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Sets a local to a value that is known when the plan is linked. */
abstract class ConstantOp extends Op {
  private final Value value;
  private final int target;

  ConstantOp(Value value, int target) {
    this.value = value;
    this.target = target;
  }

  @Override
  final int run(@Nullable Value[] locals, Evaluation evaluation) {
    locals[target] = value;
    return NEXT;
  }
}
