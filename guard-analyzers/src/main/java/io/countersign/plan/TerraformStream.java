package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of {@code terraform plan -json} (the machine-readable UI, version 1.x) as a plan. They
 * name every planned change and its action but no values, so an update stays unresolved: what it
 * empties or switches off cannot be seen. A stream whose summary is missing or counts other changes
 * is cut short.
 */
final class TerraformStream {

  /** Actions of the events, in the words of a plan. */
  private static final ImmutableMap<String, List<String>> ACTIONS =
      ImmutableMap.<String, List<String>>builder()
          .put("noop", List.of("no-op"))
          .put("move", List.of("no-op"))
          .put("import", List.of("no-op"))
          .put("create", List.of("create"))
          .put("read", List.of("read"))
          .put("update", List.of("update"))
          .put("replace", List.of("delete", "create"))
          .put("delete", List.of("delete"))
          .put("remove", List.of("forget"))
          .put("forget", List.of("forget"))
          .put("open", List.of("open"))
          .put("renew", List.of("renew"))
          .put("close", List.of("close"))
          .buildOrThrow();

  private static final ImmutableMap<String, String> REASONS =
      ImmutableMap.of(
          "tainted",
          "replace_because_tainted",
          "requested",
          "replace_by_request",
          "cannot_update",
          "replace_because_cannot_update",
          "replace_triggered_by",
          "replace_by_triggers");

  /**
   * A stream, read.
   *
   * @param plan in the form of {@code terraform show -json}
   * @param problems what it does not show
   */
  record Read(ObjectNode plan, List<Problem> problems) {}

  private final ArrayNode changes = JsonNodeFactory.instance.arrayNode();
  private final List<Problem> problems = new ArrayList<>();
  private final String cure;
  private int added;
  private int changed;
  private int removed;
  private boolean updates;

  private TerraformStream(String cure) {
    this.cure = cure;
  }

  /** Whether events are Terraform's. */
  static boolean is(List<JsonNode> events) {
    return events.stream().anyMatch(event -> event.has("@level") && event.path("type").isTextual());
  }

  /** Reads events. */
  static Read read(List<JsonNode> events, String cure) {
    TerraformStream stream = new TerraformStream(cure);
    JsonNode summary = null;
    for (JsonNode event : events) {
      switch (event.path("type").asText()) {
        case "planned_change" -> stream.planned(event.path("change"));
        case "change_summary" -> summary = event.path("changes");
        case "diagnostic" -> {
          if (event.path("diagnostic").path("severity").asText().equals("error")) {
            stream.incomplete("The plan stopped with an error, so it does not show everything.");
          }
        }
        case "apply_start", "apply_complete", "apply_errored", "provision_start" ->
            stream.incomplete("The events are those of a run, not of a plan.");
        default -> {
          // What was refreshed, what drifted, and what will be printed at the end.
        }
      }
    }
    if (summary == null || !stream.counts(summary)) {
      stream.incomplete("The events are cut short: their summary is missing or counts others.");
    }
    if (stream.updates) {
      stream.incomplete("The events do not show the values that an update changes.");
    }
    ObjectNode plan = JsonNodeFactory.instance.objectNode().put("format_version", "1.2");
    plan.set("resource_changes", stream.changes);
    return new Read(plan, stream.problems);
  }

  private void incomplete(String what) {
    problems.add(new Problem(PlanCode.INCOMPLETE, what, cure));
  }

  private void planned(JsonNode change) {
    JsonNode resource = change.path("resource");
    String action = change.path("action").asText();
    ObjectNode planned = changes.addObject();
    planned.put("address", resource.path("addr").asText());
    planned.put("type", resource.path("resource_type").asText());
    planned.put("name", resource.path("resource_name").asText("?"));
    String local = resource.path("resource").asText(resource.path("addr").asText());
    planned.put("mode", local.startsWith("data.") ? "data" : "managed");
    if (change.hasNonNull("previous_resource")) {
      planned.put("previous_address", change.path("previous_resource").path("addr").asText());
    }
    String reason = change.path("reason").asText("");
    planned.put("action_reason", REASONS.getOrDefault(reason, reason));
    ArrayNode actions = planned.putObject("change").putArray("actions");
    // An action that is not known goes through as it is, and is refused like one of a plan.
    ACTIONS.getOrDefault(action, List.of(action)).forEach(actions::add);
    switch (action) {
      case "create" -> added++;
      case "delete" -> removed++;
      case "update" -> {
        changed++;
        updates = true;
      }
      case "replace" -> {
        added++;
        removed++;
      }
      default -> {
        // Not part of the summary.
      }
    }
  }

  private boolean counts(JsonNode summary) {
    return summary.path("add").asInt(-1) == added
        && summary.path("change").asInt(-1) == changed
        && summary.path("remove").asInt(-1) == removed;
  }
}
