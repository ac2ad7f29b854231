package io.countersign.classification;

/** Whether a call destroys, mildest first: of two answers the later one counts. */
public enum Kind {
  NON_DESTRUCTIVE,
  /** What runs or what it hits cannot be read off the call. */
  UNRESOLVED,
  DESTRUCTIVE
}
