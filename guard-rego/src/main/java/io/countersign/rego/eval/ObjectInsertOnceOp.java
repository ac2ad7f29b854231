package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Sets a key that may be set to one value only. */
final class ObjectInsertOnceOp extends Condition {
  private final Arg key;
  private final Arg value;
  private final int object;

  ObjectInsertOnceOp(Statement statement, Arg key, Arg value, int object) {
    super(statement);
    this.key = key;
    this.value = value;
    this.object = object;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value at = key.get(locals);
    Value put = value.get(locals);
    if (at == null || put == null || !(locals[object] instanceof RegoObject open)) {
      return failed(evaluation, at, put);
    }
    Value before = open.get(at);
    if (before != null) {
      if (before.equals(put)) {
        return reached(evaluation);
      }
      throw new RegoException(
          RegoCode.CONFLICT_OBJECT_KEY, "an object has two different values for one key", place());
    }
    evaluation.charge(1);
    if (!open.isOpen()) {
      open = open.openCopy();
      locals[object] = open;
    }
    open.put(at, put);
    return reached(evaluation);
  }
}
