package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.ValueType;

/** Fails unless the value is an object. */
final class IsObjectOp extends IsTypeOp {
  IsObjectOp(Statement statement, Arg source) {
    super(statement, source, ValueType.OBJECT);
  }
}
