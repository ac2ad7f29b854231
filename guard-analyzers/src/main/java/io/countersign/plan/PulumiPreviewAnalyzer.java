package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;

/**
 * Updating a Pulumi stack: tool {@code pulumi_preview} with {@code preview} (what {@code pulumi
 * preview --json} prints) or {@code path}. Of a replacement's three steps the one that deletes
 * counts; {@code retainOnDelete} leaves the old resource where it is, {@code protect} makes the
 * update fail before it deletes, which is no reason to call it harmless.
 */
public final class PulumiPreviewAnalyzer implements Analyzer {

  private static final String CURE = "Send what `pulumi preview --json` prints.";

  private final Losses losses = new Losses("pulumi", ResourceTypes.load());
  private final Safeguards safeguards = Safeguards.load();

  @Override
  public boolean handles(String tool) {
    return tool.equals("pulumi_preview");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    return PlanSource.json(call, context, "preview", CURE)
        .fold(
            document -> {
              Analysis read = preview(document.json(), context);
              return document.file().map(read::bind).orElse(read);
            },
            text -> Losses.problem(PlanCode.NOT_A_PLAN, "The preview is no JSON.", CURE),
            failed -> Analysis.unresolved(failed.problem()));
  }

  private Analysis preview(JsonNode json, AnalysisContext context) {
    JsonNode steps = json.isArray() ? json : json.path("steps");
    if (!steps.isArray() && !json.path("changeSummary").isObject()) {
      return Losses.problem(PlanCode.NOT_A_PLAN, "The JSON holds no steps.", CURE);
    }
    Gathered all = new Gathered(context);
    if (!steps.isArray()) {
      all.add(
          Losses.problem(PlanCode.INCOMPLETE, "The preview shows a summary and no steps.", CURE));
    }
    for (JsonNode diagnostic : json.path("diagnostics")) {
      if (diagnostic.path("severity").asText().equals("error")) {
        all.add(
            Losses.problem(
                PlanCode.INCOMPLETE,
                "The preview stopped with an error.",
                "Mend the error and preview again."));
        break;
      }
    }
    for (JsonNode step : steps) {
      if (!all.add(step(step, context))) {
        break;
      }
    }
    return all.analysis();
  }

  private Analysis step(JsonNode step, AnalysisContext context) {
    String urn = step.path("urn").asText("?");
    JsonNode old = step.path("oldState");
    JsonNode now = step.path("newState");
    String type = (old.isObject() ? old : now).path("type").asText(typeOf(urn));
    boolean retained =
        old.path("retainOnDelete").asBoolean(false) || !old.path("deletedWith").asText().isEmpty();
    boolean nothing =
        type.startsWith("pulumi:")
            || type.startsWith("random:")
            || type.startsWith("tls:")
            || type.startsWith("time:")
            || isComponent(old, now);
    return switch (step.path("op").asText()) {
      case "same", "discard", "discard-replaced", "refresh" -> Analysis.NOTHING;
      case "read", "read-replacement" -> losses.reads(type, urn);
      case "create", "import", "create-replacement", "import-replacement" ->
          losses.creates(type, urn);
      case "update" -> update(type, urn, old, now, context);
      case "delete" ->
          nothing
              ? Analysis.NOTHING
              : old.path("retainOnDelete").asBoolean(false)
                  ? losses.leaves(type, urn)
                  : losses.deletes(type, urn, false);
      case "replace", "delete-replaced" ->
          nothing
              ? Analysis.NOTHING
              : retained ? losses.leaves(type, urn) : losses.replaces(type, urn, false);
      case "remove-pending-replace" -> losses.updates(type, urn);
      default ->
          Losses.problem(
              PlanCode.ACTIONS_UNKNOWN,
              "The step of `"
                  + urn
                  + "` does `"
                  + step.path("op").asText()
                  + "`, which this analyzer does not know.",
              CURE);
    };
  }

  /** A component groups other resources, each with its own step. */
  private static boolean isComponent(JsonNode old, JsonNode now) {
    JsonNode custom = (old.isObject() ? old : now).path("custom");
    return custom.isBoolean() && !custom.booleanValue();
  }

  /** {@code urn:pulumi:stack::project::parent$type::name}. */
  private static String typeOf(String urn) {
    String[] parts = urn.split("::");
    return parts.length < 4 ? "" : parts[2].substring(parts[2].lastIndexOf('$') + 1);
  }

  private Analysis update(
      String type, String urn, JsonNode old, JsonNode now, AnalysisContext context) {
    Analysis all = losses.updates(type, urn);
    if (old.path("protect").asBoolean(false)
        && now.isObject()
        && !now.path("protect").asBoolean(false)) {
      all =
          all.plus(
              losses.finding(
                  new Safeguards.Finding(
                      Safeguards.Kind.DISARM,
                      "protect",
                      "the guard against deletion is switched off"),
                  type,
                  urn));
    }
    for (Safeguards.Finding finding :
        safeguards.lostBy(
            type,
            old.path("inputs"),
            now.path("inputs"),
            MissingNode.getInstance(),
            context.budget())) {
      all = all.plus(losses.finding(finding, type, urn));
    }
    return all;
  }
}
