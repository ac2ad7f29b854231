package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.call.Fact;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code gcloud} and {@code az}: the words of a command, and the operation of the API behind them.
 * Where the words have no verb that is known, the operation decides; where both say the same, the
 * operation knows better what is hit; where they differ, the words win, since a command may do
 * more, or less, than the operation that has its name.
 */
final class CloudWords implements Special {

  private static final int MAX_WORDS = 60;

  private final String tool;
  private final Verbs verbs;

  /**
   * Special code for a cloud.
   *
   * @param tool that judges its operations, {@code gcp} or {@code azure}
   * @param verbs judges by words
   */
  CloudWords(String tool, Verbs verbs) {
    this.tool = tool;
    this.verbs = verbs;
  }

  @Override
  public Analysis effects(CommandLine line) {
    Analysis words = verbs.effects(line);
    if (line.positionals().size() < 2 || line.positionals().get(0).constant().isEmpty()) {
      return words;
    }
    Analysis operation =
        line.scope()
            .inner()
            .call(tool, call(line), line.scope().in(line.facts()))
            .mapEffects(e -> placed(e, line));
    if (operation.effects().isEmpty()) {
      return words;
    }
    boolean decides = words.effects().isEmpty() || destroys(words) == destroys(operation);
    return decides ? operation : words;
  }

  private ObjectNode call(CommandLine line) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    ArrayNode words = call.putArray("words");
    List<Value> all = line.positionals();
    for (Value word : all.subList(0, Math.min(all.size(), MAX_WORDS))) {
      words.add(word.shown());
    }
    ObjectNode parameters = call.putObject("parameters");
    for (String name : List.of("project", "zone", "region", "location")) {
      line.value("--" + name).ifPresent(value -> parameters.put(name, value));
    }
    line.facts().find(Fact.ACCOUNT).ifPresent(value -> call.put("subscription", value));
    line.facts().find(Fact.NAMESPACE).ifPresent(value -> call.put("group", value));
    first(line, "--name").ifPresent(value -> call.put("name", value));
    first(line, "--ids").ifPresent(value -> call.put("id", value));
    return call;
  }

  private static Optional<String> first(CommandLine line, String option) {
    return line.values(option).stream().findFirst().map(Value::shown);
  }

  private static Effect placed(Effect effect, CommandLine line) {
    return effect
        .on(effect.resource().with(line.scope().place().plus(line.facts())))
        .because(effect.evidence().at(line.argv().span()));
  }

  private static boolean destroys(Analysis analysis) {
    return analysis.effects().stream().anyMatch(CloudWords::destroys);
  }

  private static boolean destroys(Effect effect) {
    return switch (effect.verb()) {
      case DELETE, REPLACE, DISARM ->
          effect.reversibility() != Reversibility.REVERSIBLE && effect.reach() != Reach.ITEM;
      case READ, CREATE, UPDATE, GRANT, EXECUTE, SEND -> false;
    };
  }
}
