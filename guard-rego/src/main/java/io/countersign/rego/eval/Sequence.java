package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** The statements of a block. */
final class Sequence extends Op {
  private final Op[] ops;

  Sequence(Op[] ops) {
    this.ops = ops;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    for (Op op : ops) {
      int answer = op.run(locals, evaluation);
      if (answer != NEXT) {
        return answer;
      }
    }
    return NEXT;
  }
}
