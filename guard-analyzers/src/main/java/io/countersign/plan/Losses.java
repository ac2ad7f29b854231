package io.countersign.plan;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import java.util.Locale;

/** The effects of a change of one resource, for tools that say less than Terraform does. */
final class Losses {

  private final String tool;
  private final ResourceTypes types;

  /**
   * For one tool.
   *
   * @param tool how its operations begin, for example {@code cloudformation}
   */
  Losses(String tool, ResourceTypes types) {
    this.tool = tool;
    this.types = types;
  }

  Holding holding(String type) {
    return types.of(type, "");
  }

  Analysis creates(String type, String id) {
    return effect(
        "Create", Verb.CREATE, type, id, Reversibility.RECOVERABLE, Reach.RESOURCE, "is created");
  }

  Analysis updates(String type, String id) {
    return effect(
        "Update",
        Verb.UPDATE,
        type,
        id,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        "is updated in place");
  }

  Analysis reads(String type, String id) {
    return effect("Read", Verb.READ, type, id, Reversibility.REVERSIBLE, Reach.ITEM, "is read");
  }

  /** It leaves the tool's hands and stays as it is. */
  Analysis leaves(String type, String id) {
    return effect(
        "Retain",
        Verb.UPDATE,
        type,
        id,
        Reversibility.RECOVERABLE,
        Reach.ITEM,
        "is no longer managed and stays as it is");
  }

  Analysis deletes(String type, String id, boolean snapshot) {
    Holding holding = holding(type);
    return effect(
        "Delete",
        Verb.DELETE,
        type,
        id,
        snapshot ? softer(holding) : holding.reversibility(),
        holding.reach(),
        snapshot ? "is deleted after a snapshot" : "is deleted");
  }

  Analysis replaces(String type, String id, boolean snapshot) {
    Holding holding = holding(type);
    return effect(
        "Replace",
        Verb.REPLACE,
        type,
        id,
        snapshot ? softer(holding) : holding.reversibility(),
        holding.replacementReach(),
        snapshot ? "is replaced after a snapshot" : "is replaced");
  }

  private static Reversibility softer(Holding holding) {
    return holding.what() == Holding.What.NOTHING
        ? Reversibility.REVERSIBLE
        : Reversibility.RECOVERABLE;
  }

  Analysis finding(Safeguards.Finding finding, String type, String id) {
    return finding.kind() == Safeguards.Kind.LATER
        ? later(finding.attribute(), id)
        : Analysis.of(FindingEffects.of(tool, finding, id, Resource.of(type, id)));
  }

  static Analysis later(String what, String id) {
    return problem(
        PlanCode.DECIDED_LATER,
        "What becomes of `" + what + "` of `" + id + "` is decided only when it runs.",
        "Make a plan that shows it, or ask for approval.");
  }

  static Analysis problem(PlanCode code, String what, String next) {
    return Analysis.unresolved(new Problem(code, what, next));
  }

  private Analysis effect(
      String operation,
      Verb verb,
      String type,
      String id,
      Reversibility back,
      Reach reach,
      String what) {
    return Analysis.of(
        new Effect(
            tool + ":" + operation,
            verb,
            Resource.of(type.isEmpty() ? tool + ":resource" : type, id),
            back,
            reach,
            Evidence.of(tool + "-" + operation.toLowerCase(Locale.ROOT), id + " " + what)));
  }
}
