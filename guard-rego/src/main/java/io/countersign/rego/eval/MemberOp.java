package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Fails unless a value is in a collection: {@code x in xs}, where only the answer is wanted. */
final class MemberOp extends Condition {
  private final Arg value;
  private final Arg collection;

  MemberOp(Statement statement, Arg value, Arg collection) {
    super(statement);
    this.value = value;
    this.collection = collection;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value element = value.get(locals);
    Value in = collection.get(locals);
    return element != null && in != null && contains(in, element, evaluation)
        ? NEXT
        : failed(evaluation, element, in);
  }

  private static boolean contains(Value in, Value element, Evaluation evaluation) {
    if (in instanceof RegoSet set) {
      return set.contains(element);
    } else if (in instanceof RegoArray array) {
      evaluation.charge(array.size() >> 4);
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).equals(element)) {
          return true;
        }
      }
    } else if (in instanceof RegoObject object) {
      evaluation.charge(object.size() >> 4);
      for (int i = 0; i < object.size(); i++) {
        if (object.unorderedValue(i).equals(element)) {
          return true;
        }
      }
    }
    return false;
  }
}
