package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.problem.Problem;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Commands that run in a container. */
final class Commands {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private Commands() {}

  /**
   * What a command in a container does.
   *
   * @param command a text, or a list of words
   * @param required whether something runs even when the call does not say what
   */
  static Analysis run(Target target, JsonNode command, boolean required, AnalysisContext context) {
    String line = line(command);
    if (line.isBlank() || line.contains("\u0000")) {
      Analysis analysis =
          Analysis.of(
              target.effect(
                  Verb.EXECUTE,
                  Reversibility.RECOVERABLE,
                  Reach.RESOURCE,
                  "kubernetes-exec",
                  "it runs something in a container"));
      return required
          ? analysis.plus(
              Analysis.unresolved(
                  new Problem(
                      KubernetesCode.COMMAND_UNRESOLVED,
                      "The command that runs in the container is not known.",
                      "Put the command into the call.")))
          : analysis;
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("command", line).put("cwd", "/");
    Facts facts =
        target
            .resource()
            .facts()
            .with(Fact.DIRECTORY, "/")
            .with(Fact.CONTAINER, target.resource().id());
    return context.nested().analyze("Bash", arguments, facts);
  }

  private static String line(JsonNode command) {
    if (!command.isArray()) {
      return command.asText("");
    }
    StringJoiner line = new StringJoiner(" ");
    for (JsonNode word : command) {
      String text = word.asText("");
      line.add(PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }
}
