package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Ends a rule's body, with all its loops, once it has given its result, where OPA does so. Only in
 * programs that are linked for coverage.
 */
final class EarlyExitOp extends Op {
  /** More blocks than any plan has around a statement: each of them takes one off. */
  static final int BODY = RETURN / 2;

  private final EarlyExit exit;

  EarlyExitOp(EarlyExit exit) {
    this.exit = exit;
  }

  @Override
  int run(@Nullable Value[] locals, Evaluation evaluation) {
    return exit.isPossible() ? BODY : NEXT;
  }
}
