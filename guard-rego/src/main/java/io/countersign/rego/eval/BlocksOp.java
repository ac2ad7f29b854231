package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Runs blocks one after the other; a nested break leaves them all. */
final class BlocksOp extends Op {
  private final Op[] blocks;

  BlocksOp(Op[] blocks) {
    this.blocks = blocks;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    for (Op block : blocks) {
      int answer = block.run(locals, evaluation);
      if (answer > LEAVE) {
        return answer == RETURN ? RETURN : answer - 1;
      }
    }
    return NEXT;
  }
}
