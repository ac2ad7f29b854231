package io.countersign.rego.eval;

import io.countersign.rego.builtin.Builtin;
import io.countersign.rego.builtin.BuiltinFailure;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Calls a builtin. */
final class CallBuiltinOp extends Condition {
  private final Builtin builtin;
  private final String name;
  private final Arg[] arguments;
  private final int result;

  CallBuiltinOp(Statement statement, Builtin builtin, String name, Arg[] arguments, int result) {
    super(statement);
    this.builtin = builtin;
    this.name = name;
    this.arguments = arguments;
    this.result = result;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value[] values = new Value[arguments.length];
    for (int i = 0; i < values.length; i++) {
      Value argument = arguments[i].get(locals);
      if (argument == null) {
        return failed(evaluation, null, null);
      }
      values[i] = argument.close();
    }
    evaluation.step();
    Value value = call(values, evaluation);
    if (value == null) {
      return failed(
          evaluation, values.length > 0 ? values[0] : null, values.length > 1 ? values[1] : null);
    }
    locals[result] = value;
    return NEXT;
  }

  private @Nullable Value call(Value[] values, Evaluation evaluation) {
    try {
      return builtin.call(evaluation, values);
    } catch (BuiltinFailure e) {
      evaluation.builtinFailed(name, e, place());
      return null;
    }
  }
}
