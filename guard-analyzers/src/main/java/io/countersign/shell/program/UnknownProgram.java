package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.problem.Problem;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Program;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import java.util.Optional;

/** A program of which nothing is known. */
final class UnknownProgram implements Program {

  @Override
  public Analysis effects(Argv argv, Scope scope) {
    if (Words.asksForHelp(argv)) {
      return Words.reads(argv, scope);
    }
    Optional<Value> destroying = Words.destroying(argv);
    if (destroying.isPresent()) {
      return Words.deletes(argv, scope, destroying.get());
    }
    if (Words.reading(argv)) {
      return Words.reads(argv, scope);
    }
    return Analysis.unresolved(
        new Problem(
            ProgramCode.PROGRAM_UNKNOWN,
            argv.get(0).span(),
            "`" + argv.get(0).shown() + "` is no program that is known.",
            "Say what it does in the configuration, or ask for approval."));
  }
}
