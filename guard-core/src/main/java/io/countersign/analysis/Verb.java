package io.countersign.analysis;

/** What an effect does to its resource. */
public enum Verb {
  READ,
  CREATE,
  UPDATE,
  DELETE,
  /** Takes the old one away and puts another in its place. */
  REPLACE,
  /** Removes a safeguard: deletion protection, backup, versioning, logging, an alarm. */
  DISARM,
  /** Changes who may do what. */
  GRANT,
  /** Runs code that the analysis cannot see through. */
  EXECUTE,
  /** Sends data somewhere. */
  SEND
}
