package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Calls a rule or function. */
final class CallOp extends Condition {
  private final FunctionCode function;
  private final Arg[] arguments;
  private final int result;

  CallOp(Statement statement, FunctionCode function, Arg[] arguments, int result) {
    super(statement);
    this.function = function;
    this.arguments = arguments;
    this.result = result;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = function.call(locals, arguments, evaluation);
    if (value == null) {
      return failed(evaluation, null, null);
    }
    locals[result] = value;
    return NEXT;
  }
}
