package io.countersign.approval;

/** What a voter says. */
public enum Choice {
  APPROVE,
  DENY
}
