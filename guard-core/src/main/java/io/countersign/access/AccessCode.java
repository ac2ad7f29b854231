package io.countersign.access;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why somebody in the chain may not do this. */
public enum AccessCode implements Code {
  /** Someone in the chain is not in the directory. */
  PRINCIPAL_UNKNOWN,
  /** No role of this hop has ever covered the effect. */
  RIGHT_MISSING,
  /** A grant that covers the effect is over. */
  GRANT_EXPIRED,
  /** A grant that covers the effect has not begun. */
  GRANT_NOT_YET,
  /** The account does not belong to the person whom the call names. */
  HUMAN_KEY_MISMATCH;

  @Override
  public String id() {
    return "access-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
