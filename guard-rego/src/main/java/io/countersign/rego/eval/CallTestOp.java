package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Calls a rule or function and fails unless its result is there and not false. */
final class CallTestOp extends Condition {
  private final FunctionCode function;
  private final Arg[] arguments;

  CallTestOp(Statement statement, FunctionCode function, Arg[] arguments) {
    super(statement);
    this.function = function;
    this.arguments = arguments;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = function.call(locals, arguments, evaluation);
    return value == null || value.isFalse() ? failed(evaluation, value, null) : NEXT;
  }
}
