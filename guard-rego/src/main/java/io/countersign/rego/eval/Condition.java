package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.problem.Place;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** A statement that can fail, and then tells whoever listens why. */
abstract class Condition extends Op {
  private final Statement statement;

  Condition(Statement statement) {
    this.statement = statement;
  }

  final Statement statement() {
    return statement;
  }

  final Place place() {
    return statement.place();
  }

  /** The statement is undefined, for what it saw. */
  final int failed(Evaluation evaluation, @Nullable Value saw, @Nullable Value other) {
    return failed(statement, evaluation, saw, other);
  }

  /** A statement is undefined, for what it saw. */
  static int failed(
      Statement statement, Evaluation evaluation, @Nullable Value saw, @Nullable Value other) {
    FailureListener listener = evaluation.listener;
    if (listener != null) {
      listener.failed(statement, saw, other);
    }
    return LEAVE;
  }

  /** The statement handed on a result. */
  final int reached(Evaluation evaluation) {
    FailureListener listener = evaluation.listener;
    if (listener != null) {
      listener.reached(statement);
    }
    return NEXT;
  }
}
