package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up one key after the other: {@code input.call.tool}. */
final class PathOp extends Op {
  private final Statement[] statements;
  private final Arg source;
  private final Arg[] keys;
  private final int target;

  PathOp(List<Statement.Dot> statements, Arg source, Arg[] keys, int target) {
    this.statements = statements.toArray(new Statement[0]);
    this.source = source;
    this.keys = keys;
    this.target = target;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value value = source.get(locals);
    for (int i = 0; i < keys.length; i++) {
      Value key = keys[i].get(locals);
      Value found = value == null || key == null ? null : Lookup.in(value, key);
      if (found == null) {
        return Condition.failed(statements[i], evaluation, value, key);
      }
      value = found;
    }
    locals[target] = value;
    return NEXT;
  }
}
