package io.countersign.sql;

import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Span;

/** What the tables say that a statement or a function does. */
enum Outcome {
  READ(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM),
  NOTHING(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM),
  LOW(Verb.UPDATE, Reversibility.RECOVERABLE, Reach.ITEM),
  CREATE(Verb.CREATE, Reversibility.RECOVERABLE, Reach.RESOURCE),
  GRANT(Verb.GRANT, Reversibility.RECOVERABLE, Reach.RESOURCE),
  SEND(Verb.SEND, Reversibility.RECOVERABLE, Reach.RESOURCE),
  SOME(Verb.DELETE, Reversibility.RECOVERABLE, Reach.SELECTION),
  DELETE(Verb.DELETE, Reversibility.RECOVERABLE, Reach.RESOURCE),
  DATA(Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.RESOURCE),
  DISARM(Verb.DISARM, Reversibility.RECOVERABLE, Reach.RESOURCE),
  SWAP(Verb.REPLACE, Reversibility.RECOVERABLE, Reach.RESOURCE),
  REPLACE(Verb.REPLACE, Reversibility.IRREVERSIBLE, Reach.RESOURCE),
  OPAQUE(Verb.EXECUTE, Reversibility.UNKNOWN, Reach.UNKNOWN),
  SCRIPT(Verb.EXECUTE, Reversibility.UNKNOWN, Reach.UNKNOWN);

  private final Verb verb;
  private final Reversibility back;
  private final Reach reach;

  Outcome(Verb verb, Reversibility back, Reach reach) {
    this.verb = verb;
    this.back = back;
    this.reach = reach;
  }

  /**
   * Carries the outcome into a session.
   *
   * @param operation for example {@code sql:Vacuum}
   * @param name what it hits, as far as the text names it
   */
  void apply(
      Session session, String operation, String type, String name, Span span, String because) {
    switch (this) {
      case NOTHING -> {}
      case OPAQUE ->
          session.unresolved(
              SqlCode.ROUTINE_OPAQUE,
              span,
              "`" + operation + "`: " + because + ", and the call does not show what.",
              "Show the statements themselves, or ask for approval.");
      case SCRIPT ->
          session.unresolved(
              SqlCode.SCRIPT_OPAQUE,
              span,
              "`" + operation + "`: " + because + " that the call does not show.",
              "Send the statements of the file instead.");
      case READ, LOW, CREATE, GRANT, SEND, SOME, DELETE, DATA, DISARM, SWAP, REPLACE ->
          session.outside(
              operation,
              verb,
              "sql:" + type,
              name,
              back,
              reach,
              Evidence.at("sql-" + rule(), span, because));
    }
  }

  private String rule() {
    return switch (this) {
      case READ, NOTHING -> "reads";
      case LOW -> "changes";
      case CREATE -> "creates";
      case GRANT -> "grants";
      case SEND -> "sends";
      case SOME, DELETE, DATA -> "deletes";
      case DISARM -> "disarms";
      case SWAP, REPLACE -> "replaces";
      case OPAQUE, SCRIPT -> "runs";
    };
  }
}
