package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Sets a key of an object that is being filled. */
final class ObjectInsertOp extends Condition {
  private final Arg key;
  private final Arg value;
  private final int object;
  private final boolean stillFilled;

  ObjectInsertOp(Statement statement, Arg key, Arg value, int object, boolean stillFilled) {
    super(statement);
    this.key = key;
    this.value = value;
    this.object = object;
    this.stillFilled = stillFilled;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value at = key.get(locals);
    Value put = value.get(locals);
    if (at == null || put == null || !(locals[object] instanceof RegoObject open)) {
      return failed(evaluation, at, put);
    }
    evaluation.charge(1);
    if (!open.isOpen()) {
      open = open.openCopy();
      locals[object] = open;
    }
    if (stillFilled) {
      open.putOpen(at, put);
    } else {
      open.put(at, put);
    }
    return reached(evaluation);
  }
}
