package io.countersign.rego.eval;

import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a function until it is linked: to call it before is an error, not an undefined result.
 */
final class UnlinkedOp extends Op {
  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    throw new RegoException(RegoCode.INTERNAL, "a function was called before it was linked");
  }
}
