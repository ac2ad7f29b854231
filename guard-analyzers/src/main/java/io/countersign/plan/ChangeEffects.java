package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.StepBudget;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import java.util.List;
import java.util.Optional;

/** The effects of one resource change of a Terraform plan. Immutable. */
final class ChangeEffects {

  /** Terraform's reasons in words. */
  private static final ImmutableMap<String, String> REASONS =
      ImmutableMap.<String, String>builder()
          .put("replace_because_cannot_update", "an attribute cannot be changed in place")
          .put("replace_because_tainted", "it is tainted")
          .put("replace_by_request", "-replace asks for it")
          .put("replace_by_triggers", "replace_triggered_by asks for it")
          .put("delete_because_no_resource_config", "its configuration is gone")
          .put("delete_because_no_module", "its module is gone")
          .put("delete_because_wrong_repetition", "count or for_each was added or removed")
          .put("delete_because_count_index", "count became smaller")
          .put("delete_because_each_key", "its key is gone from for_each")
          .put("delete_because_enabled_false", "enabled became false")
          .put("delete_because_no_move_target", "it was moved to where nothing is configured")
          .buildOrThrow();

  private final ResourceTypes types;
  private final Safeguards safeguards;

  ChangeEffects(ResourceTypes types, Safeguards safeguards) {
    this.types = types;
    this.safeguards = safeguards;
  }

  /**
   * Adds what a change does.
   *
   * @return false when the budget is used up
   */
  boolean add(
      ResourceChange change,
      Renames renames,
      StepBudget budget,
      ImmutableList.Builder<Effect> effects,
      List<Problem> problems) {
    if (!budget.take(1)) {
      return false;
    }
    if (change.data()) {
      data(change, effects, problems);
      return true;
    }
    Holding holding = types.of(change.type(), change.provider());
    Resource resource = change.resource();
    switch (change.action()) {
      case NO_OP -> {
        if (change.imported()) {
          effects.add(imports(change, resource));
        }
      }
      case READ -> effects.add(reads(change, resource));
      case CREATE -> effects.add(creates(change, resource));
      case UPDATE -> {
        if (change.imported()) {
          effects.add(imports(change, resource));
        }
        update(change, holding, resource, budget, effects, problems);
      }
      case DELETE -> effects.add(deletes(change, holding, resource, renames));
      case DELETE_THEN_CREATE, CREATE_THEN_DELETE ->
          effects.add(
              new Effect(
                  "terraform:Replace",
                  Verb.REPLACE,
                  resource,
                  loss(change, holding),
                  holding.replacementReach(),
                  Evidence.of("plan-replace", text(change, "is replaced") + because(change))));
      case FORGET -> effects.add(forgets(change, holding, resource));
      case FORGET_AND_CREATE -> {
        effects.add(forgets(change, holding, resource));
        effects.add(creates(change, resource));
      }
    }
    return true;
  }

  /** Data sources and ephemeral resources are only ever read; a plan that says else is made up. */
  private static void data(
      ResourceChange change, ImmutableList.Builder<Effect> effects, List<Problem> problems) {
    switch (change.action()) {
      case NO_OP -> {}
      case READ -> effects.add(reads(change, change.resource()));
      case CREATE,
          UPDATE,
          DELETE,
          DELETE_THEN_CREATE,
          CREATE_THEN_DELETE,
          FORGET,
          FORGET_AND_CREATE ->
          problems.add(
              new Problem(
                  PlanCode.CHANGE_MALFORMED,
                  "`" + change.address() + "` is a data source, and these are only ever read.",
                  "Send the plan as `terraform show -json` prints it."));
    }
  }

  private Effect deletes(
      ResourceChange change, Holding holding, Resource resource, Renames renames) {
    if (change.deposed()) {
      return new Effect(
          "terraform:DeleteDeposed",
          Verb.DELETE,
          resource,
          loss(change, holding),
          holding.reach(),
          Evidence.of("plan-delete-deposed", text(change, "is a left-over that is deleted")));
    }
    Optional<String> twin =
        holding.what() == Holding.What.NOTHING ? Optional.empty() : renames.twin(change);
    if (twin.isPresent()) {
      return new Effect(
          "terraform:Replace",
          Verb.REPLACE,
          resource,
          loss(change, holding),
          holding.reach(),
          Evidence.of(
                  "plan-rename-without-moved",
                  text(change, "is deleted while its empty twin ") + twin.get() + " is created")
              .instead("moved { from = " + change.address() + " to = " + twin.get() + " }"));
    }
    return new Effect(
        "terraform:Delete",
        Verb.DELETE,
        resource,
        loss(change, holding),
        holding.reach(),
        Evidence.of("plan-delete", text(change, "is deleted") + because(change)));
  }

  private void update(
      ResourceChange change,
      Holding holding,
      Resource resource,
      StepBudget budget,
      ImmutableList.Builder<Effect> effects,
      List<Problem> problems) {
    effects.add(
        new Effect(
            "terraform:Update",
            Verb.UPDATE,
            resource,
            holding.what() == Holding.What.NOTHING
                ? Reversibility.REVERSIBLE
                : Reversibility.RECOVERABLE,
            holding.reach(),
            Evidence.of("plan-update", text(change, "is updated in place"))));
    if (holding.what() == Holding.What.NOTHING) {
      return;
    }
    for (Safeguards.Finding finding :
        safeguards.lostBy(
            change.type(), change.before(), change.after(), change.unknown(), budget)) {
      if (finding.kind() == Safeguards.Kind.LATER) {
        problems.add(
            new Problem(
                PlanCode.DECIDED_LATER,
                "What becomes of `"
                    + finding.attribute()
                    + "` of `"
                    + change.address()
                    + "` is known only when the plan runs.",
                "Give the attribute a value that the plan can show."));
      } else {
        effects.add(FindingEffects.of("terraform", finding, change.address(), resource));
      }
    }
  }

  /** How hard the loss is to take back, by what the resource holds and what its settings say. */
  private static Reversibility loss(ResourceChange change, Holding holding) {
    if (holding.what() != Holding.What.DATA) {
      return holding.reversibility();
    }
    JsonNode before = change.before();
    boolean snapshot =
        before.path("skip_final_snapshot").isBoolean()
            && !before.path("skip_final_snapshot").booleanValue()
            && !before.path("final_snapshot_identifier").asText().isEmpty();
    boolean recycled = before.path("recovery_window_in_days").asInt(0) > 0;
    return snapshot || recycled ? Reversibility.RECOVERABLE : Reversibility.IRREVERSIBLE;
  }

  private static Effect forgets(ResourceChange change, Holding holding, Resource resource) {
    return new Effect(
        "terraform:Forget",
        Verb.UPDATE,
        resource,
        holding.what() == Holding.What.NOTHING
            ? Reversibility.REVERSIBLE
            : Reversibility.RECOVERABLE,
        Reach.ITEM,
        Evidence.of("plan-forget", text(change, "leaves the state and stays as it is")));
  }

  private static Effect creates(ResourceChange change, Resource resource) {
    return new Effect(
        "terraform:Create",
        Verb.CREATE,
        resource,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        Evidence.of("plan-create", text(change, "is created")));
  }

  private static Effect imports(ResourceChange change, Resource resource) {
    return new Effect(
        "terraform:Import",
        Verb.CREATE,
        resource,
        Reversibility.RECOVERABLE,
        Reach.ITEM,
        Evidence.of("plan-import", text(change, "is taken into the state")));
  }

  private static Effect reads(ResourceChange change, Resource resource) {
    return Effect.read(
        "terraform:Read", resource, Evidence.of("plan-read", text(change, "is read")));
  }

  private static String text(ResourceChange change, String what) {
    String moved =
        change.previousAddress().isEmpty() ? "" : " (moved from " + change.previousAddress() + ")";
    return change.address() + moved + " " + what;
  }

  private static String because(ResourceChange change) {
    String reason = REASONS.get(change.reason());
    return reason == null ? "" : ": " + reason;
  }
}
