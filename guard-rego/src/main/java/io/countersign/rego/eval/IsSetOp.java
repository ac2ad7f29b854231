package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.ValueType;

/** Fails unless the value is a set. */
final class IsSetOp extends IsTypeOp {
  IsSetOp(Statement statement, Arg source) {
    super(statement, source, ValueType.SET);
  }
}
