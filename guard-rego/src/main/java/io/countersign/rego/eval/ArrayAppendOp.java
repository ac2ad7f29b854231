package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Appends to an array that is being filled. */
final class ArrayAppendOp extends Condition {
  private final Arg value;
  private final int array;

  ArrayAppendOp(Statement statement, Arg value, int array) {
    super(statement);
    this.value = value;
    this.array = array;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value added = value.get(locals);
    if (added == null || !(locals[array] instanceof RegoArray open)) {
      return failed(evaluation, added, null);
    }
    evaluation.charge(1);
    if (!open.isOpen()) {
      open = open.openCopy();
      locals[array] = open;
    }
    open.append(added);
    return NEXT;
  }
}
