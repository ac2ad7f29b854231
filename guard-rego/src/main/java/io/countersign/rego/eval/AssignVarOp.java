package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Sets a local to what another one is, or to a constant. */
final class AssignVarOp extends Op {
  private final Arg source;
  private final int target;

  AssignVarOp(Arg source, int target) {
    this.source = source;
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = source.get(locals);
    locals[target] = value == null ? null : value.close();
    return NEXT;
  }
}
