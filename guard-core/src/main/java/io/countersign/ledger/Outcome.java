package io.countersign.ledger;

/** How a step ended, as far as is known. */
public enum Outcome {
  /** It began, and nobody has said more. */
  RUNNING,
  SUCCEEDED,
  /** It did not happen, or failed for good. */
  FAILED,
  /** Nobody can say whether it happened. */
  UNKNOWN,
  /** It was entered but never begun; the ledger forgets it. */
  NOT_BEGUN
}
