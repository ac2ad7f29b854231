package io.countersign.ledger;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a call waits for what was let through before it, and what can be wrong with a ledger. */
public enum LedgerCode implements Code {
  /** The step before this one failed. */
  PREDECESSOR_FAILED,
  /** Nobody knows whether the step before this one happened. */
  PREDECESSOR_UNKNOWN,
  /** Calls that were let through meanwhile make this one weigh more. */
  MOVED_ON,
  /** The file cannot be read. */
  NOT_READABLE,
  /** The file cannot be written. */
  NOT_WRITABLE,
  /** The file is not what the ledger wrote. */
  CORRUPT,
  /** Another process has held the file for too long. */
  LOCKED,
  CLOSED;

  @Override
  public String id() {
    return "ledger-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
