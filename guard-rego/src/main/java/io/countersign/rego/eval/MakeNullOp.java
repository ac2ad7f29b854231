package io.countersign.rego.eval;

import io.countersign.rego.value.RegoNull;

/** Sets a local to null. */
final class MakeNullOp extends ConstantOp {
  MakeNullOp(int target) {
    super(RegoNull.NULL, target);
  }
}
