package io.countersign.shell.program;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why it cannot be said what a program would do. */
public enum ProgramCode implements Code {
  /** The program is known, this subcommand of it is not. */
  SUBCOMMAND_UNKNOWN,
  /** Which subcommand it is depends on something that is not known. */
  SUBCOMMAND_UNRESOLVED,
  /** Whether the command is harmless depends on an argument that is not known. */
  ARGUMENT_UNRESOLVED,
  /** The program runs code, or a plan, that is not in the call. */
  CODE_UNSEEN,
  /** The program is not known, and its words do not say that it is harmless. */
  PROGRAM_UNKNOWN;

  @Override
  public String id() {
    return "program-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
