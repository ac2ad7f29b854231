package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Looks up a key. */
final class DotOp extends Condition {
  private final Arg source;
  private final Arg key;
  private final int target;

  DotOp(Statement statement, Arg source, Arg key, int target) {
    super(statement);
    this.source = source;
    this.key = key;
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value from = source.get(locals);
    Value at = key.get(locals);
    Value found = from == null || at == null ? null : Lookup.in(from, at);
    if (found == null) {
      return failed(evaluation, from, at);
    }
    locals[target] = found;
    return NEXT;
  }
}
