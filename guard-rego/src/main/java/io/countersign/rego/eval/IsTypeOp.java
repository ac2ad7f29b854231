package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.ValueType;
import org.jspecify.annotations.Nullable;

/** Fails unless the value is of a type; what {@code is_string} and its like come to, too. */
class IsTypeOp extends Condition {
  private final Arg source;
  private final ValueType type;

  IsTypeOp(Statement statement, Arg source, ValueType type) {
    super(statement);
    this.source = source;
    this.type = type;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = source.get(locals);
    return value != null && value.type() == type ? NEXT : failed(evaluation, value, null);
  }
}
