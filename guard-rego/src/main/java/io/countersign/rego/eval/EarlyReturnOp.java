package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Ends a function with the constant that all of its bodies give. Who wants an explanation hears of
 * the other bodies, too.
 */
final class EarlyReturnOp extends Op {
  private final Value value;
  private final Op otherwise;

  /**
   * Makes the operation.
   *
   * @param otherwise what the plan says
   */
  EarlyReturnOp(Value value, Op otherwise) {
    this.value = value;
    this.otherwise = otherwise;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    if (evaluation.listener != null) {
      return otherwise.run(locals, evaluation);
    }
    evaluation.returned = value;
    return RETURN;
  }
}
