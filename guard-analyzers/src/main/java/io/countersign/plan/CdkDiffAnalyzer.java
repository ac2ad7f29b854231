package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deploying what a CDK diff shows: tool {@code cdk_diff} with {@code diff} (the text that {@code
 * cdk diff} prints, or an object of logical id to {@code resourceType} and {@code impact} as the
 * cloudformation-diff library gives it) or {@code path}. Thread-safe.
 */
public final class CdkDiffAnalyzer implements Analyzer {

  private static final String CURE =
      "Send what `cdk diff` prints for the stacks that are deployed.";

  /** {@code [-] AWS::S3::Bucket Logs LogsABC destroy}. */
  private static final Pattern LINE =
      Pattern.compile("^\\s*\\[([-+~←])\\]\\s+([A-Za-z0-9]+::[A-Za-z0-9:]+)\\s+(\\S+)(.*)$");

  private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

  private static final ImmutableMap<String, String> WORDS =
      ImmutableMap.of(
          "destroy", "WILL_DESTROY",
          "orphan", "WILL_ORPHAN",
          "may be replaced", "MAY_REPLACE",
          "replace", "WILL_REPLACE",
          "import", "WILL_IMPORT");

  private final Losses losses = new Losses("cdk", ResourceTypes.load());

  @Override
  public boolean handles(String tool) {
    return tool.equals("cdk_diff");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    return PlanSource.text(call, context, "diff", CURE)
        .fold(
            document -> {
              Analysis read = object(document.json(), context);
              return document.file().map(read::bind).orElse(read);
            },
            text -> {
              Analysis read = text(text.text(), context);
              return text.file().map(read::bind).orElse(read);
            },
            failed -> Analysis.unresolved(failed.problem()));
  }

  private Analysis object(JsonNode json, AnalysisContext context) {
    JsonNode resources = json.has("resources") ? json.path("resources") : json;
    Gathered all = new Gathered(context);
    for (Iterator<Map.Entry<String, JsonNode>> it = resources.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> one = it.next();
      if (!all.add(
          impact(
              one.getValue().path("impact").asText(),
              one.getValue().path("resourceType").asText(),
              one.getKey()))) {
        break;
      }
    }
    return all.analysis();
  }

  private Analysis text(String text, AnalysisContext context) {
    Gathered all = new Gathered(context);
    boolean known =
        text.contains("There were no differences")
            || text.contains("Number of stacks with differences");
    boolean may = false;
    for (String raw : Splitter.on('\n').split(text)) {
      String line = raw.length() > 4_000 ? raw.substring(0, 4_000) : raw;
      Matcher change = LINE.matcher(COLOUR.matcher(line).replaceAll("").stripTrailing());
      if (change.matches()) {
        known = true;
        may |=
            !all.add(
                impact(said(change.group(1), change.group(4)), change.group(2), change.group(3)));
      } else {
        // Section headings alone show that it is a diff.
        known |= line.startsWith("Stack ") || line.startsWith("Resources");
        may |= !context.budget().take(1);
      }
      if (may) {
        break;
      }
    }
    return known
        ? all.analysis()
        : all.analysis()
            .plus(Losses.problem(PlanCode.NOT_A_PLAN, "The text is no diff of the CDK.", CURE));
  }

  /** The words behind a name, or else the sign in front of it. */
  private static String said(String sign, String rest) {
    String tail = rest.strip();
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      if (tail.endsWith(word.getKey()) || tail.contains("(" + word.getKey())) {
        return word.getValue();
      }
    }
    return switch (sign) {
      case "-" -> "WILL_DESTROY";
      case "+" -> "WILL_CREATE";
      case "←" -> "WILL_IMPORT";
      default -> "WILL_UPDATE";
    };
  }

  private Analysis impact(String impact, String type, String id) {
    return switch (impact) {
      case "WILL_CREATE", "WILL_IMPORT" -> losses.creates(type, id);
      case "WILL_UPDATE" -> losses.updates(type, id);
      case "WILL_REPLACE" -> losses.replaces(type, id, false);
      case "MAY_REPLACE" -> Losses.later("the resource", id);
      case "WILL_DESTROY" -> losses.deletes(type, id, false);
      case "WILL_ORPHAN" -> losses.leaves(type, id);
      case "NO_CHANGE" -> Analysis.NOTHING;
      default ->
          Losses.problem(
              PlanCode.ACTIONS_UNKNOWN,
              "`" + id + "` has the impact `" + impact + "`, which is not known.",
              CURE);
    };
  }
}
