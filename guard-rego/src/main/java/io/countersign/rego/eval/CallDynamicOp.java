package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Calls the function at a path that is known only now. */
final class CallDynamicOp extends Condition {
  // The plan lays out: result block, dot block, mapping block, this call. A function that is there
  // but undefined leaves them all.
  private static final int WHEN_UNDEFINED = 3;

  private final DynamicTree functions;
  private final int[] arguments;
  private final Arg[] path;
  private final int result;

  CallDynamicOp(
      Statement statement, DynamicTree functions, int[] arguments, Arg[] path, int result) {
    super(statement);
    this.functions = functions;
    this.arguments = arguments;
    this.path = path;
    this.result = result;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    DynamicTree node = functions;
    for (Arg part : path) {
      Value name = part.get(locals);
      node = name instanceof RegoString text ? node.child(text.value()) : null;
      if (node == null) {
        return failed(evaluation, name, null);
      }
    }
    FunctionCode function = node.function();
    if (function == null) {
      return failed(evaluation, null, null);
    }
    Value value = function.callWith(locals[arguments[0]], locals[arguments[1]], evaluation);
    if (value == null) {
      int unused = failed(evaluation, null, null);
      return WHEN_UNDEFINED;
    }
    locals[result] = value;
    return NEXT;
  }
}
