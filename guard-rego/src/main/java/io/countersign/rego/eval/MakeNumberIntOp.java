package io.countersign.rego.eval;

import io.countersign.rego.value.RegoNumber;

/** Sets a local to an integer. */
final class MakeNumberIntOp extends ConstantOp {
  MakeNumberIntOp(long value, int target) {
    super(RegoNumber.of(value), target);
  }
}
