package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** The number of elements of a composite, or of code points of a string. */
final class LenOp extends Condition {
  private final Arg source;
  private final int target;

  LenOp(Statement statement, Arg source, int target) {
    super(statement);
    this.source = source;
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = source.get(locals);
    int size;
    if (value instanceof RegoArray array) {
      size = array.size();
    } else if (value instanceof RegoObject object) {
      size = object.size();
    } else if (value instanceof RegoSet set) {
      size = set.size();
    } else if (value instanceof RegoString text) {
      size = text.length();
    } else {
      return failed(evaluation, value, null);
    }
    locals[target] = RegoNumber.of(size);
    return NEXT;
  }
}
