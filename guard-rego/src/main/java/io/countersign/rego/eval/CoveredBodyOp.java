package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A rule's body as OPA would run it: not at all when its index knows that it cannot hold. Only in
 * programs that are linked for coverage.
 */
final class CoveredBodyOp extends Op {
  private final Op body;
  private final IndexCondition[] conditions;

  CoveredBodyOp(Op body, IndexCondition[] conditions) {
    this.body = body;
    this.conditions = conditions;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    for (IndexCondition condition : conditions) {
      if (!condition.holds(locals)) {
        return LEAVE;
      }
    }
    return body.run(locals, evaluation);
  }
}
