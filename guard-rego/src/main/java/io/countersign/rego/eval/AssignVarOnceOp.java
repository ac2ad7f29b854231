package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Sets a local that may be set to one value only: the result of a complete rule or function. */
final class AssignVarOnceOp extends Condition {
  private final Arg source;
  private final int target;

  AssignVarOnceOp(Statement statement, Arg source, int target) {
    super(statement);
    this.source = source;
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = source.get(locals);
    if (value == null) {
      return failed(evaluation, null, null);
    }
    Value before = locals[target];
    if (before != null && !before.equals(value)) {
      throw new RegoException(
          RegoCode.CONFLICT_RULE, "a complete rule or function has two different results", place());
    }
    locals[target] = value.close();
    return reached(evaluation);
  }
}
