package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Notes that a place was reached, then runs the operation there. Only in programs that are linked
 * for coverage.
 */
final class CoveredOp extends Op {
  private final Op op;
  private final int place;

  CoveredOp(Op op, int place) {
    this.op = op;
    this.place = place;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    BitSet reached = evaluation.reached;
    if (reached != null) {
      reached.set(place);
    }
    return op.run(locals, evaluation);
  }
}
