package io.countersign.analysis;

/** How hard an effect is to take back. */
public enum Reversibility {
  /** Trivially made again or undone: build outputs, caches, throw-away things. */
  REVERSIBLE,
  /** Comes back with work: from version control, a snapshot, a recycle bin, or a new roll-out. */
  RECOVERABLE,
  /** Lost, such as data that goes together with its backups. */
  IRREVERSIBLE,
  /** Not known; counts as {@link #IRREVERSIBLE}. */
  UNKNOWN
}
