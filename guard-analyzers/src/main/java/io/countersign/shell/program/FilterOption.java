package io.countersign.shell.program;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.problem.Problem;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;

/** An option that names a program to run, without arguments of its own: {@code rg --pre}. */
record FilterOption(String option) implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    Gathered all = new Gathered();
    for (Value program : line.values(option)) {
      if (program.constant().filter(p -> p.matches("[A-Za-z0-9._/-]+")).isEmpty()) {
        all.add(
            Analysis.unresolved(
                new Problem(
                    ProgramCode.CODE_UNSEEN,
                    program.span(),
                    "`" + option + "` runs `" + program.shown() + "` for each file.",
                    "Leave the option out, or name a plain program.")));
      } else {
        all.add(
            line.scope()
                .inner()
                .command(new Argv(program.span(), ImmutableList.of(program)), line.scope()));
      }
    }
    return all.analysis();
  }
}
