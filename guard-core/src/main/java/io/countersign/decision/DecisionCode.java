package io.countersign.decision;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a decision could not be a better one. */
public enum DecisionCode implements Code {
  /** A digest is not 64 lower-case hexadecimal digits. */
  DIGEST_MALFORMED,
  /** A stored action does not have the form of the envelope. */
  ENVELOPE_MALFORMED,
  /** A request's id does not have its form. */
  REQUEST_ID_MALFORMED,
  /** The guard itself failed; this is a bug. */
  INTERNAL_ERROR,
  /** There was not enough memory to decide. */
  OUT_OF_MEMORY,
  /** The clock shows an earlier time than before. */
  CLOCK_WENT_BACK;

  @Override
  public String id() {
    return "decision-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
