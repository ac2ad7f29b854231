package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Notes that a place was reached. Only in programs that are linked for coverage. */
final class MarkOp extends Op {
  private final int place;

  MarkOp(int place) {
    this.place = place;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    boolean[] reached = evaluation.reached;
    // Threads share the array. Reading before writing leaves its cache lines to all of them.
    if (reached != null && !reached[place]) {
      reached[place] = true;
    }
    return NEXT;
  }
}
