package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Running a playbook of which a check run was made: tool {@code ansible_check} with {@code check}
 * (the JSON of {@code ANSIBLE_STDOUT_CALLBACK=json ansible-playbook --check --diff}) or {@code
 * path}. Tasks that would change nothing do nothing; modules that cannot be checked are unresolved.
 * Thread-safe.
 */
public final class AnsibleCheckAnalyzer implements Analyzer {

  private static final String CURE =
      "Run the playbook with --check --diff and ANSIBLE_STDOUT_CALLBACK=json, and send what it prints.";

  /** Modules that a check run skips, because nobody knows what they would do. */
  private static final ImmutableSet<String> OPAQUE =
      Tables.words("command shell raw script expect win_command win_shell telnet");

  /** Values of {@code state} that take something away. */
  private static final ImmutableSet<String> AWAY =
      Tables.words("absent removed deleted purged destroyed terminated uninstalled cleaned");

  /** Modules whose resource installs again, so that taking it away is for policy to judge. */
  private static final ImmutableSet<String> PACKAGES =
      Tables.words(
          "apt yum dnf package pip npm gem snap apk pacman zypper homebrew win_package win_chocolatey");

  private final Losses losses = new Losses("ansible", ResourceTypes.load());

  @Override
  public boolean handles(String tool) {
    return tool.equals("ansible_check");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    return PlanSource.json(call, context, "check", CURE)
        .fold(
            document -> {
              Analysis read = plays(document.json(), context);
              return document.file().map(read::bind).orElse(read);
            },
            text -> Losses.problem(PlanCode.NOT_A_PLAN, "The check run is no JSON.", CURE),
            failed -> Analysis.unresolved(failed.problem()));
  }

  private Analysis plays(JsonNode json, AnalysisContext context) {
    if (!json.path("plays").isArray()) {
      return Losses.problem(PlanCode.NOT_A_PLAN, "The JSON holds no plays.", CURE);
    }
    Gathered all = new Gathered(context);
    for (JsonNode play : json.path("plays")) {
      for (JsonNode task : play.path("tasks")) {
        String name = task.path("task").path("name").asText("?");
        for (Iterator<Map.Entry<String, JsonNode>> it = task.path("hosts").fields();
            it.hasNext(); ) {
          Map.Entry<String, JsonNode> host = it.next();
          if (!all.add(results(name, host.getKey(), host.getValue()))) {
            return all.analysis();
          }
        }
      }
    }
    return all.analysis();
  }

  private Analysis results(String task, String host, JsonNode result) {
    if (!result.path("results").isArray()) {
      return result(task, host, result, result.path("action").asText());
    }
    String action = result.path("action").asText();
    return Analysis.all(
        Iterables.transform(result.path("results"), one -> result(task, host, one, action)));
  }

  private Analysis result(String task, String host, JsonNode result, String action) {
    String module = action.substring(action.lastIndexOf('.') + 1);
    String id = host + ": " + task;
    if (result.path("failed").asBoolean(false) || result.path("unreachable").asBoolean(false)) {
      return Losses.problem(
          PlanCode.INCOMPLETE,
          "The check of `" + id + "` failed, so what comes after is not shown.",
          "Mend it and check again.");
    }
    boolean skipped = result.path("skipped").asBoolean(false);
    if (OPAQUE.contains(module)
        && skipped
        && !result.has("false_condition")
        && !result.path("skip_reason").asText().contains("Conditional")) {
      return Losses.problem(
          PlanCode.RUNS_CODE,
          "`" + id + "` runs a command, which a check run skips.",
          "Show the command, or use a module that can be checked.");
    }
    if (skipped || !result.path("changed").asBoolean(false)) {
      return Analysis.NOTHING;
    }
    String type = "ansible:" + (module.isEmpty() ? "task" : module);
    String state =
        result
            .path("invocation")
            .path("module_args")
            .path("state")
            .asText(result.path("state").asText());
    String after = result.path("diff").path("after").path("state").asText();
    if (AWAY.contains(state) || AWAY.contains(after)) {
      return PACKAGES.contains(module) ? losses.leaves(type, id) : losses.deletes(type, id, false);
    }
    JsonNode diff = result.path("diff");
    for (JsonNode one : diff.isArray() ? diff : List.of(diff)) {
      JsonNode before = one.path("before");
      JsonNode then = one.path("after");
      if (before.isTextual()
          && then.isTextual()
          && !before.textValue().isBlank()
          && then.textValue().isBlank()) {
        return losses.finding(
            new Safeguards.Finding(Safeguards.Kind.EMPTY, "content", "what it held is taken away"),
            type,
            id);
      }
    }
    return losses.updates(type, id);
  }
}
