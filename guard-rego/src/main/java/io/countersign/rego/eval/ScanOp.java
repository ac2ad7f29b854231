package io.countersign.rego.eval;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Runs a block for each pair of a composite, in OPA's order. */
final class ScanOp extends Op {
  /** The place of a key or value that nobody reads. */
  static final int NOWHERE = -1;

  private final int source;
  private final int key;
  private final int value;
  private final Op block;

  ScanOp(int source, int key, int value, Op block) {
    this.source = source;
    this.key = key;
    this.value = value;
    this.block = block;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value composite = locals[source];
    if (composite instanceof RegoArray array) {
      return scan(array, locals, evaluation);
    } else if (composite instanceof RegoObject object) {
      return scan(object, locals, evaluation);
    } else if (composite instanceof RegoSet set) {
      return scan(set, locals, evaluation);
    }
    return NEXT;
  }

  private int scan(RegoArray array, @Nullable Value[] locals, Evaluation evaluation) {
    for (int i = 0; i < array.size(); i++) {
      evaluation.step();
      if (key >= 0) {
        locals[key] = RegoNumber.of(i);
      }
      if (value >= 0) {
        locals[value] = array.get(i);
      }
      int answer = block.run(locals, evaluation);
      if (answer > LEAVE) {
        return answer == RETURN ? RETURN : answer - 1;
      }
    }
    return NEXT;
  }

  private int scan(RegoObject object, @Nullable Value[] locals, Evaluation evaluation) {
    for (int i = 0; i < object.size(); i++) {
      evaluation.step();
      if (key >= 0) {
        locals[key] = object.key(i);
      }
      if (value >= 0) {
        locals[value] = object.value(i);
      }
      int answer = block.run(locals, evaluation);
      if (answer > LEAVE) {
        return answer == RETURN ? RETURN : answer - 1;
      }
    }
    return NEXT;
  }

  private int scan(RegoSet set, @Nullable Value[] locals, Evaluation evaluation) {
    for (int i = 0; i < set.size(); i++) {
      evaluation.step();
      Value element = set.ordered(i);
      if (key >= 0) {
        locals[key] = element;
      }
      if (value >= 0) {
        locals[value] = element;
      }
      int answer = block.run(locals, evaluation);
      if (answer > LEAVE) {
        return answer == RETURN ? RETURN : answer - 1;
      }
    }
    return NEXT;
  }
}
