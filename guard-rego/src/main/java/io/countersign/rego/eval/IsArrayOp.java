package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.ValueType;

/** Fails unless the value is an array. */
final class IsArrayOp extends IsTypeOp {
  IsArrayOp(Statement statement, Arg source) {
    super(statement, source, ValueType.ARRAY);
  }
}
