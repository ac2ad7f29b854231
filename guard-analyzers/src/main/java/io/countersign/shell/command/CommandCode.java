package io.countersign.shell.command;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why nothing could be said of a command. */
enum CommandCode implements Code {
  /** No program of that name is known. */
  PROGRAM_UNKNOWN;

  @Override
  public String id() {
    return "command-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
