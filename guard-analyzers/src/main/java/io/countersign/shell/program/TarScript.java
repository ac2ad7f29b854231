package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;

/** {@code tar}: options that run a command for members, checkpoints or compression. */
final class TarScript implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    Gathered all = new Gathered();
    for (Value action : line.values("--checkpoint-action")) {
      if (action.prefix().startsWith("exec=")) {
        all.add(shell(action.afterPrefix("exec=".length()), line));
      }
    }
    for (String option : new String[] {"--to-command", "-I", "-F", "--rsh-command"}) {
      for (Value command : line.values(option)) {
        all.add(shell(command, line));
      }
    }
    return all.analysis();
  }

  private static Analysis shell(Value command, CommandLine line) {
    return line.scope().inner().shell(command, line.scope());
  }
}
