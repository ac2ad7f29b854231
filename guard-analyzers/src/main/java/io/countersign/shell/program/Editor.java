package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code vi} and its kin: a person's tool, that runs commands when its arguments say so. */
final class Editor implements Special {

  /** {@code !command}, with the words that may stand before it; not {@code q!}. */
  private static final Pattern SHELL =
      Pattern.compile("^\\+?\\s*:*\\s*(?:(?:silent|exe|execute)!?\\s+)?(?:%|r(?:ead)?)?\\s*!");

  @Override
  public Analysis effects(CommandLine line) {
    Gathered all = new Gathered();
    all.add(
        new Effect(
            line.argv().program() + ":Edit",
            Verb.EXECUTE,
            Resource.of("editor", line.argv().program()).with(line.scope().place()),
            Reversibility.REVERSIBLE,
            Reach.ITEM,
            Evidence.at("program-editor", line.argv().span(), "it opens files for a person")));
    List<Value> commands = new ArrayList<>(line.values("-c"));
    commands.addAll(line.values("--cmd"));
    for (Value word : line.positionals()) {
      if (word.prefix().startsWith("+")) {
        commands.add(word);
      }
    }
    for (Value command : commands) {
      Matcher shell = SHELL.matcher(command.prefix());
      if (shell.find()) {
        all.add(line.scope().inner().shell(command.afterPrefix(shell.end()), line.scope()));
      }
    }
    return all.analysis();
  }
}
