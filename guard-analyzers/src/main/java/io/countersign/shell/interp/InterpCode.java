package io.countersign.shell.interp;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a command line from being known. */
public enum InterpCode implements Code {
  /** Which program runs is not known. */
  PROGRAM_UNRESOLVED,
  /** A shell reads text that is not known. */
  TEXT_UNRESOLVED,
  /** A script whose content is not at hand. */
  SCRIPT_UNREADABLE,
  /** A program that is not known runs a command that would do harm. */
  WRAPPER_UNKNOWN,
  TOO_MANY_STEPS,
  CALLS_TOO_DEEP;

  @Override
  public String id() {
    return "shell-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
