package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;

/**
 * Executing a CloudFormation change set: tool {@code cloudformation_change_set} with {@code
 * changes} (what DescribeChangeSet answers, or its {@code Changes}) or {@code path}. {@code
 * PolicyAction} tells losing from leaving behind, and counts before {@code Action} and {@code
 * Replacement}.
 */
public final class CloudFormationChangeSetAnalyzer implements Analyzer {

  private static final String CURE =
      "Send what `aws cloudformation describe-change-set --include-property-values` prints.";

  private final Losses losses = new Losses("cloudformation", ResourceTypes.load());

  @Override
  public boolean handles(String tool) {
    return tool.equals("cloudformation_change_set");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    return PlanSource.json(call, context, "changes", CURE)
        .fold(
            document -> {
              Analysis read = changes(document.json(), context);
              return document.file().map(read::bind).orElse(read);
            },
            text -> Losses.problem(PlanCode.NOT_A_PLAN, "The change set is no JSON.", CURE),
            failed -> Analysis.unresolved(failed.problem()));
  }

  private Analysis changes(JsonNode json, AnalysisContext context) {
    JsonNode changes = json.isArray() ? json : json.path("Changes");
    if (!changes.isArray()) {
      return Losses.problem(PlanCode.NOT_A_PLAN, "The JSON holds no list of changes.", CURE);
    }
    Gathered all = new Gathered(context);
    if (!json.path("NextToken").asText().isEmpty()) {
      all.add(Losses.problem(PlanCode.INCOMPLETE, "The answer goes on behind NextToken.", CURE));
    }
    for (JsonNode change : changes) {
      if (!all.add(change(change.has("ResourceChange") ? change.path("ResourceChange") : change))) {
        break;
      }
    }
    return all.analysis();
  }

  private Analysis change(JsonNode change) {
    String type = change.path("ResourceType").asText();
    String physical = change.path("PhysicalResourceId").asText();
    String id = physical.isEmpty() ? change.path("LogicalResourceId").asText("?") : physical;
    String policy = change.path("PolicyAction").asText();
    switch (policy) {
      case "Retain" -> {
        return losses.leaves(type, id);
      }
      case "ReplaceAndRetain" -> {
        return losses.leaves(type, id).plus(losses.creates(type, id));
      }
      case "Delete" -> {
        return losses.deletes(type, id, false);
      }
      case "Snapshot" -> {
        return losses.deletes(type, id, true);
      }
      case "ReplaceAndDelete" -> {
        return losses.replaces(type, id, false);
      }
      case "ReplaceAndSnapshot" -> {
        return losses.replaces(type, id, true);
      }
      default -> {}
    }
    return switch (change.path("Action").asText()) {
      case "Add" -> losses.creates(type, id);
      case "Import" -> losses.creates(type, id);
      case "Remove" -> losses.deletes(type, id, false);
      case "Modify" -> modify(change, type, id);
      case "Dynamic" -> Losses.later("the resource", id);
      default ->
          Losses.problem(
              PlanCode.ACTIONS_UNKNOWN,
              "The change of `" + id + "` has no action that is known.",
              CURE);
    };
  }

  private Analysis modify(JsonNode change, String type, String id) {
    if (type.equals("AWS::CloudFormation::Stack")
        && change.path("ChangeSetId").asText().isEmpty()) {
      return Losses.problem(
          PlanCode.RUNS_CODE,
          "The nested stack `"
              + id
              + "` is changed by a template that the change set does not show.",
          "Make the change set with --include-nested-stacks.");
    }
    return switch (change.path("Replacement").asText("False")) {
      case "True" -> losses.replaces(type, id, false);
      case "Conditional" ->
          losses.holding(type).what() == Holding.What.CONFIGURATION
              ? losses.updates(type, id)
              : Losses.later("the resource", id);
      default -> losses.updates(type, id);
    };
  }
}
