package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Targets;

/** {@code git rm}: as {@code rm}, but git itself expands patterns that are quoted. */
final class GitRm implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    Gathered all = new Gathered();
    for (Value word : line.positionals()) {
      boolean tree = line.has("-r") || word.shown().indexOf('*') >= 0;
      all.add(
          FileEffects.delete(
              Targets.of(word, line.scope()),
              tree ? FileEffects.Extent.TREE : FileEffects.Extent.ONE,
              line.scope()));
    }
    return all.analysis();
  }
}
