package io.countersign.call;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a call was refused before anybody looked at what it does. */
public enum CallCode implements Code {
  ARGUMENTS_NOT_AN_OBJECT,
  TOOL_NAME_MALFORMED,
  /**
   * The chain is longer than {@link ToolCall#MAX_DELEGATIONS}, broken, or goes round in a circle.
   */
  CHAIN_MALFORMED,
  /** The application could not say who stands behind the call. */
  CALLER_UNKNOWN;

  @Override
  public String id() {
    return "call-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
