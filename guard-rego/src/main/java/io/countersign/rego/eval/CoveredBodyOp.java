package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A rule's body as OPA would run it: not at all when its index knows that it cannot hold, or when
 * another body has given the result already. Only in programs that are linked for coverage.
 */
final class CoveredBodyOp extends Op {
  private final Op body;
  private final IndexCondition[] conditions;
  private final EarlyExit exit;
  private final int result;

  CoveredBodyOp(Op body, IndexCondition[] conditions, EarlyExit exit, int result) {
    this.body = body;
    this.conditions = conditions;
    this.exit = exit;
    this.result = result;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    if (exit.isPossible() && locals[result] != null) {
      return LEAVE;
    }
    for (IndexCondition condition : conditions) {
      if (!condition.holds(locals)) {
        return LEAVE;
      }
    }
    int answer = body.run(locals, evaluation);
    return answer > EarlyExitOp.BODY / 2 && answer <= EarlyExitOp.BODY ? NEXT : answer;
  }
}
