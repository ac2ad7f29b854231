package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Fails when its block does not. */
final class NotOp extends Condition {
  private final Op block;

  NotOp(Statement statement, Op block) {
    super(statement);
    this.block = block;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    FailureListener listener = evaluation.listener;
    evaluation.listener = null;
    int answer;
    try {
      answer = block.run(locals, evaluation);
    } finally {
      evaluation.listener = listener;
    }
    if (answer == NEXT) {
      return failed(evaluation, null, null);
    }
    return outOf(answer);
  }
}
