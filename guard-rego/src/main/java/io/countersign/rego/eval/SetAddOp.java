package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Adds to a set that is being filled. */
final class SetAddOp extends Condition {
  private final Arg value;
  private final int set;

  SetAddOp(Statement statement, Arg value, int set) {
    super(statement);
    this.value = value;
    this.set = set;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value added = value.get(locals);
    if (added == null || !(locals[set] instanceof RegoSet open)) {
      return failed(evaluation, added, null);
    }
    evaluation.charge(1);
    if (!open.isOpen()) {
      open = open.openCopy();
      locals[set] = open;
    }
    open.add(added);
    return reached(evaluation);
  }
}
