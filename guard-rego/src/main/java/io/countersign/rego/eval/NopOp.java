package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Does nothing. */
final class NopOp extends Op {

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    return NEXT;
  }
}
