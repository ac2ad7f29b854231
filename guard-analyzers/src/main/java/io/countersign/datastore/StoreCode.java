package io.countersign.datastore;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a command to a data store from being judged. */
public enum StoreCode implements Code {
  /** The call carries no command, or one of the wrong form. */
  COMMAND_MISSING,
  /** No command of the store that is documented. */
  COMMAND_UNKNOWN,
  /** A script that is put together only when it runs, or that the call does not show. */
  SCRIPT_OPAQUE,
  /** The command lets the store choose what to throw away. */
  EVICTION;

  @Override
  public String id() {
    return "datastore-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
