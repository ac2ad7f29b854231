package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.Value;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a block with the input, the data, or a part of one replaced. */
final class WithOp extends Condition {
  private final int local;
  private final Value[] path;
  private final Arg value;
  private final Op block;

  WithOp(Statement statement, int local, Value[] path, Arg value, Op block) {
    super(statement);
    this.local = local;
    this.path = path;
    this.value = value;
    this.block = block;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    Value saved = locals[local];
    Value replacement = value.get(locals);
    if (replacement == null && path.length > 0) {
      return failed(evaluation, null, null);
    }
    locals[local] =
        path.length == 0
            ? replacement
            : upsert(saved, 0, Objects.requireNonNull(replacement), evaluation);
    int mark = evaluation.memos();
    int answer;
    try {
      answer = block.run(locals, evaluation);
    } finally {
      locals[local] = saved;
      evaluation.forgetMemos(mark);
    }
    if (answer == NEXT) {
      return NEXT;
    }
    return answer == RETURN || answer == LEAVE ? answer : answer - 1;
  }

  private Value upsert(@Nullable Value into, int depth, Value replacement, Evaluation evaluation) {
    if (depth == path.length) {
      return replacement;
    }
    RegoObject before = into instanceof RegoObject object ? object : RegoObject.EMPTY;
    evaluation.charge(before.size() + 1L);
    RegoObject copy = before.openCopy();
    copy.put(path[depth], upsert(before.get(path[depth]), depth + 1, replacement, evaluation));
    return copy.close();
  }
}
