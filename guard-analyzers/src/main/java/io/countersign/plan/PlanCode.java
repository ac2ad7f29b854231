package io.countersign.plan;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a plan from being judged. */
public enum PlanCode implements Code {
  /** The call names no plan, or a file that the guard was not given. */
  UNREADABLE,
  /** A binary plan, which only the tool itself can read. */
  BINARY,
  /** The tool that reads a saved plan could not be run, or failed. */
  SHOW_FAILED,
  /** The tool that reads a saved plan took too long. */
  SHOW_TIMED_OUT,
  /** Not JSON, or JSON of something else, such as a state file. */
  NOT_A_PLAN,
  /** A format that came after this analyzer. */
  FORMAT_UNKNOWN,
  /** A resource change without what makes it one. */
  CHANGE_MALFORMED,
  /** A resource change with actions that this analyzer does not know. */
  ACTIONS_UNKNOWN,
  /** The plan stopped with an error, so it does not show everything. */
  INCOMPLETE,
  /** The plan runs code that it does not show. */
  RUNS_CODE,
  /** Whether something is replaced is decided only while the plan runs. */
  DECIDED_LATER;

  @Override
  public String id() {
    return "plan-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
