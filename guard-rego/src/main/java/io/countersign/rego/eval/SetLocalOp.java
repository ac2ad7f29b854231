package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Sets a local: to a constant or to another local. */
final class SetLocalOp extends Op {
  private final Arg source;
  private final int target;

  SetLocalOp(Arg source, int target) {
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
