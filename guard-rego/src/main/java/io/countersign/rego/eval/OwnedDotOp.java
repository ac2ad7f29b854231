package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Looks up a key whose value the following statements go on to fill, as a rule with a nested head
 * does. What is not ours alone is copied, so that no other holder sees it grow; the plan puts it
 * back in its place afterwards.
 */
final class OwnedDotOp extends Condition {
  private final Arg source;
  private final Arg key;
  private final int target;

  OwnedDotOp(Statement statement, Arg source, Arg key, int target) {
    super(statement);
    this.source = source;
    this.key = key;
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value from = source.get(locals);
    Value at = key.get(locals);
    if (from == null || at == null) {
      return failed(evaluation, from, at);
    }
    Value found = Lookup.in(from, at);
    if (found == null) {
      return failed(evaluation, from, at);
    }
    boolean ours = from instanceof RegoObject object && object.isOpen();
    locals[target] = ours && isOpen(found) ? found : openCopy(found, evaluation);
    return NEXT;
  }

  private static boolean isOpen(Value value) {
    return value instanceof RegoObject object && object.isOpen()
        || value instanceof RegoSet set && set.isOpen();
  }

  private static Value openCopy(Value value, Evaluation evaluation) {
    if (value instanceof RegoObject object) {
      evaluation.charge(object.size());
      return object.openCopy();
    } else if (value instanceof RegoSet set) {
      evaluation.charge(set.size());
      return set.openCopy();
    }
    return value;
  }
}
