package io.countersign.datastore;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;

/** The few things that commands do, worst last within a kind. */
enum Act {
  READ(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM),
  /** One entry or one setting changes; policy may judge it. */
  LOW(Verb.UPDATE, Reversibility.RECOVERABLE, Reach.ITEM),
  CREATE(Verb.CREATE, Reversibility.RECOVERABLE, Reach.ITEM),
  GRANT(Verb.GRANT, Reversibility.RECOVERABLE, Reach.RESOURCE),
  SEND(Verb.SEND, Reversibility.RECOVERABLE, Reach.ITEM),
  /** One entry is deleted. */
  ITEM(Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.ITEM),
  /** Several entries are deleted. */
  SOME(Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.SELECTION),
  /** Every entry is overwritten. */
  REWRITE(Verb.UPDATE, Reversibility.IRREVERSIBLE, Reach.RESOURCE),
  /** Something that can be made again is deleted. */
  DELETE(Verb.DELETE, Reversibility.RECOVERABLE, Reach.RESOURCE),
  /** Something with everything in it is deleted. */
  DATA(Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.RESOURCE),
  /** All of a database or a cluster is deleted. */
  ALL(Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.ENVIRONMENT),
  DISARM(Verb.DISARM, Reversibility.RECOVERABLE, Reach.RESOURCE),
  /** Data will go by itself. */
  EXPIRE(Verb.DISARM, Reversibility.IRREVERSIBLE, Reach.RESOURCE),
  SWAP(Verb.REPLACE, Reversibility.RECOVERABLE, Reach.RESOURCE),
  REPLACE(Verb.REPLACE, Reversibility.IRREVERSIBLE, Reach.RESOURCE);

  private final Verb verb;
  private final Reversibility back;
  private final Reach reach;

  Act(Verb verb, Reversibility back, Reach reach) {
    this.verb = verb;
    this.back = back;
    this.reach = reach;
  }

  /**
   * The analysis of one such thing.
   *
   * @param operation for example {@code redis:FLUSHALL}
   * @param type type of the resource, for example {@code redis:key}
   * @param because one clause for people
   */
  Analysis on(String operation, String type, String id, String because) {
    String rule = operation.substring(0, operation.indexOf(':')) + "-" + word();
    return Analysis.of(
        new Effect(
            operation, verb, Resource.of(type, id), back, reach, Evidence.of(rule, because)));
  }

  private String word() {
    return switch (this) {
      case READ -> "reads";
      case LOW -> "changes";
      case CREATE -> "creates";
      case GRANT -> "grants";
      case SEND -> "sends";
      case ITEM -> "deletes-one";
      case SOME, DELETE, DATA, ALL -> "deletes";
      case REWRITE -> "overwrites-all";
      case DISARM -> "disarms";
      case EXPIRE -> "lets-expire";
      case SWAP, REPLACE -> "replaces";
    };
  }

  static Analysis unresolved(StoreCode code, String what, String next) {
    return Analysis.unresolved(new Problem(code, what, next));
  }

  static Analysis unknown(String store, String command) {
    String shown = command.length() > 60 ? command.substring(0, 60) + "…" : command;
    return unresolved(
        StoreCode.COMMAND_UNKNOWN,
        "`" + shown + "` is no command of " + store + " that this analysis knows.",
        "Check its spelling, or ask for approval.");
  }

  /** What is said when the budget of steps is used up before the text ends. */
  static Analysis tooLarge() {
    return Analysis.unresolved(
        new Problem(
            AnalysisCode.TOO_MANY_STEPS,
            "The text is larger than what one analysis may take.",
            "Send fewer commands at a time."));
  }
}
