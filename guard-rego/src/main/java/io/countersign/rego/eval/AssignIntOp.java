package io.countersign.rego.eval;

import io.countersign.rego.value.RegoNumber;

/** Sets a local to an integer. */
final class AssignIntOp extends ConstantOp {
  AssignIntOp(long value, int target) {
    super(RegoNumber.of(value), target);
  }
}
