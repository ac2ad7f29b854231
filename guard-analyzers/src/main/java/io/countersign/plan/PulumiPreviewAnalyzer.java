package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import java.util.List;
import java.util.Optional;

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

  /** What Pulumi writes for a text that is known only when it runs. */
  private static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  @Override
  public boolean handles(String tool) {
    return tool.equals("pulumi_preview");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    PlanSource.Read read = PlanSource.text(call, context, "preview", CURE);
    if (read instanceof PlanSource.Read.Text text) {
      Optional<ImmutableList<JsonNode>> events = EventStream.of(text.text());
      read =
          events.filter(PulumiPreviewAnalyzer::streamed).isPresent()
              ? new PlanSource.Read.Document(steps(events.get()), text.file())
              : PlanSource.parsed(text, CURE);
    }
    return read.fold(
        document -> {
          Analysis shown = preview(document.json(), context);
          return document.file().map(shown::bind).orElse(shown);
        },
        text -> Losses.problem(PlanCode.NOT_A_PLAN, "The preview is no JSON.", CURE),
        failed -> Analysis.unresolved(failed.problem()));
  }

  private static boolean streamed(List<JsonNode> events) {
    return events.stream().anyMatch(e -> e.has("sequence") || e.has("resourcePreEvent"));
  }

  /** The engine's events as one preview; without its summary a stream is cut short. */
  private static JsonNode steps(List<JsonNode> events) {
    ObjectNode preview = JsonNodeFactory.instance.objectNode();
    ArrayNode steps = preview.putArray("steps");
    ArrayNode diagnostics = preview.putArray("diagnostics");
    boolean whole = false;
    for (JsonNode event : events) {
      JsonNode step = event.path("resourcePreEvent").path("metadata");
      if (step.isObject()) {
        ObjectNode one = steps.addObject();
        one.set("op", step.path("op"));
        one.set("urn", step.path("urn"));
        one.set("oldState", step.path("old"));
        one.set("newState", step.path("new"));
      }
      if (event.path("diagnosticEvent").isObject()) {
        diagnostics.add(event.path("diagnosticEvent"));
      }
      whole |= event.path("summaryEvent").isObject();
    }
    if (!whole) {
      diagnostics.addObject().put("severity", "error").put("message", "the events are cut short");
    }
    return preview;
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
    String op = step.path("op").asText();
    Optional<Analysis> runs = command(type, op, urn, old, now, context);
    if (runs.isPresent()) {
      return runs.get();
    }
    return switch (op) {
      case "same", "discard", "discard-replaced", "refresh" -> Analysis.NOTHING;
      case "read", "read-replacement" -> losses.reads(type, urn);
      case "create", "import", "create-replacement", "import-replacement" ->
          losses.creates(type, urn);
      case "update" -> nothing ? losses.updates(type, urn) : update(type, urn, old, now, context);
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
              "The step of `" + urn + "` does `" + op + "`, which this analyzer does not know.",
              CURE);
    };
  }

  /** What a resource of the command provider does: it runs what it was given for this step. */
  private Optional<Analysis> command(
      String type, String op, String urn, JsonNode old, JsonNode now, AnalysisContext context) {
    if (!type.startsWith("command:") || !type.endsWith(":Command")) {
      return Optional.empty();
    }
    JsonNode inputs = now.path("inputs");
    JsonNode command;
    switch (op) {
      case "create", "create-replacement" -> command = inputs.path("create");
      case "update" ->
          command = inputs.has("update") ? inputs.path("update") : inputs.path("create");
      case "delete", "delete-replaced" -> command = old.path("inputs").path("delete");
      // Its two halves are steps of their own.
      case "replace" -> command = MissingNode.getInstance();
      default -> {
        return Optional.empty();
      }
    }
    if (command.isMissingNode() || command.isNull()) {
      return Optional.of(op.equals("create") ? losses.creates(type, urn) : Analysis.NOTHING);
    }
    return Optional.of(
        command.isTextual() && !command.textValue().equals(UNKNOWN)
            ? Provisioners.bash(command.textValue(), "command of " + urn, context)
            : Losses.problem(
                PlanCode.RUNS_CODE,
                "`" + urn + "` runs a command that the preview does not show.",
                "Show what it runs, or take it out."));
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
