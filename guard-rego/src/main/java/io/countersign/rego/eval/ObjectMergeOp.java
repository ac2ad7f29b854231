package io.countersign.rego.eval;

import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Merges what rules make of a path with the data at that path. */
final class ObjectMergeOp extends Op {
  private final int a;
  private final int b;
  private final int target;

  ObjectMergeOp(int a, int b, int target) {
    this.a = a;
    this.b = b;
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value left = locals[a];
    Value right = locals[b];
    locals[target] = left == null ? right : right == null ? left : merge(left, right, evaluation);
    return NEXT;
  }

  private static Value merge(Value left, Value right, Evaluation evaluation) {
    if (!(left instanceof RegoObject one) || !(right instanceof RegoObject two)) {
      return left;
    }
    RegoObject merged = one.openCopy();
    evaluation.charge((long) one.size() + two.size());
    for (int i = 0; i < two.size(); i++) {
      Value key = two.unorderedKey(i);
      Value before = one.get(key);
      Value other = two.unorderedValue(i);
      merged.put(key, before == null ? other : merge(before, other, evaluation));
    }
    return merged.close();
  }
}
