package io.countersign.execution;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why an action that was allowed or approved does not run. */
public enum ExecutionCode implements Code {
  /** The permit was taken before, or its time is over. */
  PERMIT_USED_UP,
  /** Somebody else runs it, or has run it. */
  CLAIMED,
  /** The world is not the one that was approved: other effects, other files, another state. */
  WORLD_CHANGED,
  /** The action ran, but its outcome could not be recorded. */
  OUTCOME_NOT_RECORDED;

  @Override
  public String id() {
    return "execution-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
