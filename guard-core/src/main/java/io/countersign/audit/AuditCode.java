package io.countersign.audit;

import io.countersign.problem.Code;
import java.util.Locale;

/** What can be wrong with an audit log. */
public enum AuditCode implements Code {
  NOT_READABLE,
  /** Nothing can be added: no space, no right, no disk. */
  NOT_WRITABLE,
  LOCKED,
  CLOSED,
  /** A record's content does not have the hash that it says. */
  RECORD_CHANGED,
  /** A record is missing or stands in another place. */
  CHAIN_BROKEN,
  /** The log ends before its head. */
  TRUNCATED,
  /** A line is no record at all. */
  RECORD_UNREADABLE,
  /** The head file is missing or no head. */
  HEAD_UNREADABLE,
  /** The log does not hold the record that a kept head names. */
  HEAD_MISMATCH;

  @Override
  public String id() {
    return "audit-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
