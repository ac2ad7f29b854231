package io.countersign.approval;

import io.countersign.problem.Code;
import java.util.Locale;

/** What can be wrong with a store. */
public enum StoreCode implements Code {
  DUPLICATE_ID,
  /** A request that was there is not there, or was never. */
  NO_SUCH_REQUEST,
  /** The file cannot be read. */
  NOT_READABLE,
  /** The file cannot be written: no space, no right, no disk. */
  NOT_WRITABLE,
  /** The file is not what the store wrote. */
  CORRUPT,
  /** Another process has held the file for too long. */
  LOCKED,
  CLOSED;

  @Override
  public String id() {
    return "store-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
