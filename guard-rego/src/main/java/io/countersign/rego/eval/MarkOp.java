package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Notes that a place was reached. Only in programs that are linked for coverage. */
final class MarkOp extends Op {
  private final int place;

  MarkOp(int place) {
    this.place = place;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    BitSet reached = evaluation.reached;
    if (reached != null) {
      reached.set(place);
    }
    return NEXT;
  }
}
