package io.countersign.hook;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a hook denies without having judged, or leaves a settings file alone. */
public enum HookCode implements Code {
  /** Standard input is empty, not one JSON object, or larger than {@link HookInput#MAX_BYTES}. */
  INPUT_UNREADABLE,
  /** The event is not one that comes before a tool runs. */
  EVENT_UNKNOWN,
  /** The input has a member that this version does not know. */
  FIELD_UNKNOWN,
  /** A member is missing, or has another type than it should. */
  FIELD_MALFORMED,
  /** The decision took longer than the hook's time limit. */
  TIMED_OUT,
  /** The hook itself failed. */
  FAILED,
  /** The agent's settings file is no JSON, or not of the form that the agent documents. */
  SETTINGS_UNREADABLE,
  /** The settings file changed while it was edited, or cannot be written. */
  SETTINGS_NOT_WRITABLE,
  /** A change needs a yes, and nobody sits at a terminal. */
  NOT_CONFIRMED;

  @Override
  public String id() {
    return "hook-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
