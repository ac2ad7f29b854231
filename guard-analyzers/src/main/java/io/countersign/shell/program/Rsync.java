package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;
import java.util.List;

/** {@code rsync}: what it deletes at the receiving end, and what it takes from the sending one. */
final class Rsync implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> words = line.positionals();
    if (words.size() < 2) {
      return Analysis.NOTHING;
    }
    Value to = words.get(words.size() - 1);
    String host = RemoteCopy.host(to);
    boolean deletes =
        line.options().keySet().stream()
            .anyMatch(o -> o.startsWith("--del") && !o.equals("--delay-updates"));
    Gathered all = new Gathered();
    if (!host.isEmpty()) {
      all.add(remote(to, host, deletes, line));
    } else if (deletes) {
      all.add(FileAction.ERASE_TREE.on(to, line.scope()));
    } else {
      all.add(FileAction.PLACE.on(to, line.scope()));
    }
    if (line.has("--remove-source-files")) {
      for (Value from : words.subList(0, words.size() - 1)) {
        all.add(FileAction.ERASE_TREE.on(from, line.scope()));
      }
    }
    for (Value shell : line.values("-e")) {
      if (!shell.prefix().startsWith("ssh")) {
        all.add(line.scope().inner().shell(shell, line.scope()));
      }
    }
    return all.analysis();
  }

  private static Analysis remote(Value to, String host, boolean deletes, CommandLine line) {
    return Analysis.of(
        new Effect(
            deletes ? "fs:Mirror" : "fs:Upload",
            deletes ? Verb.DELETE : Verb.SEND,
            Resource.of("file", to.shown()).with(line.scope().place().with(Fact.HOST, host)),
            deletes ? Reversibility.IRREVERSIBLE : Reversibility.RECOVERABLE,
            deletes ? Reach.SELECTION : Reach.ITEM,
            new Evidence(
                "program-rsync",
                to.span(),
                deletes
                    ? "--delete removes what is only at `" + to.shown() + "`"
                    : "files are sent to `" + to.shown() + "`",
                "rsync --dry-run")));
  }
}
