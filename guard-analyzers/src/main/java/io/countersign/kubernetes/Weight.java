package io.countersign.kubernetes;

/** What it means to lose an object of a kind. */
enum Weight {
  /** Comes back by itself, or does not matter. */
  THROWAWAY,
  /** Is made again from its manifest. */
  PLAIN,
  /** Like {@link #PLAIN}, and has replicas. */
  SCALED,
  /** Holds data. */
  DATA,
  /** Holds data, unless its volume is retained. */
  VOLUME,
  /** Takes everything along that is in it. */
  EVERYTHING,
  /** Protects something. */
  GUARD,
  /** Says who may do what. */
  ACCESS,
  /** Is a question put as an object, which is not kept. */
  REVIEW,
  /** A custom resource: its operator may do anything. */
  CUSTOM
}
