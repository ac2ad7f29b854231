package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CharMatcher;
import com.google.common.collect.Iterables;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Facts;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands that a plan runs beside changing resources. A plan shows them in its configuration
 * only, where they stand once for all instances, and it does not tell create-time from destroy-time
 * ones; so each is read as run whenever its resource is made or destroyed.
 */
final class Provisioners {

  private final Map<String, JsonNode> byAddress = new HashMap<>();

  Provisioners(JsonNode configuration) {
    collect("", configuration.path("root_module"));
  }

  private void collect(String prefix, JsonNode module) {
    for (JsonNode resource : module.path("resources")) {
      if (resource.path("provisioners").size() > 0) {
        byAddress.put(prefix + resource.path("address").asText(), resource.path("provisioners"));
      }
    }
    module
        .path("module_calls")
        .fields()
        .forEachRemaining(
            call ->
                collect(prefix + "module." + call.getKey() + ".", call.getValue().path("module")));
  }

  /** What the provisioners of a resource would do. */
  Analysis run(ResourceChange change, AnalysisContext context) {
    if (byAddress.isEmpty()) {
      return Analysis.NOTHING;
    }
    JsonNode provisioners = byAddress.get(withoutKeys(change.address()));
    if (provisioners == null) {
      return Analysis.NOTHING;
    }
    return Analysis.all(
        Iterables.transform(provisioners, provisioner -> one(change, provisioner, context)));
  }

  private static Analysis one(
      ResourceChange change, JsonNode provisioner, AnalysisContext context) {
    JsonNode expressions = provisioner.path("expressions");
    switch (provisioner.path("type").asText()) {
      case "file" -> {
        return Analysis.of(
            new Effect(
                "terraform:CopyFile",
                Verb.CREATE,
                change.resource(),
                Reversibility.RECOVERABLE,
                Reach.ITEM,
                Evidence.of("plan-provisioner-file", "a provisioner copies a file")));
      }
      case "local-exec" -> {
        JsonNode command = expressions.path("command").path("constant_value");
        if (command.isTextual() && !expressions.has("interpreter")) {
          return bash(command.textValue(), provisionerOf(change), context);
        }
      }
      case "remote-exec" -> {
        JsonNode lines = expressions.path("inline").path("constant_value");
        if (lines.isArray() && !lines.isEmpty()) {
          List<String> script = new ArrayList<>();
          lines.forEach(line -> script.add(line.asText()));
          return bash(String.join("\n", script), provisionerOf(change), context);
        }
      }
      default -> {}
    }
    return Analysis.unresolved(
        new Problem(
            PlanCode.RUNS_CODE,
            "`" + change.address() + "` runs a provisioner whose command is not in the plan.",
            "Show what it runs, or move it out of the plan."));
  }

  private static String provisionerOf(ResourceChange change) {
    return "provisioner of " + change.address();
  }

  /**
   * What a command does that a plan runs.
   *
   * @param whose whose command it is, for people
   */
  static Analysis bash(String command, String whose, AnalysisContext context) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("command", command);
    // A place inside the command is no place inside the plan, so spans are left behind.
    return context
        .nested()
        .analyze("Bash", arguments, Facts.NONE)
        .mapEffects(
            effect ->
                effect.because(
                    new Evidence(
                        effect.evidence().rule(),
                        null,
                        whose + ": " + effect.evidence().because(),
                        effect.evidence().instead())))
        .mapUnresolved(p -> new Problem(p.code(), p.what(), p.next()));
  }

  /** {@code module.a["x"].null_resource.b[0]} without its instance keys. */
  private static String withoutKeys(String address) {
    StringBuilder plain = new StringBuilder(address.length());
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (depth == 0) {
        plain.append(c);
      }
    }
    return CharMatcher.whitespace().trimFrom(plain);
  }
}
