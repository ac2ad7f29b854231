package io.countersign.rego.plan;

import org.jspecify.annotations.Nullable;

/** What a statement works on. */
public sealed interface Operand {
  /** The value of a local. */
  record Local(int index) implements Operand {
    // Written out: the methods that records get are made at run time, which a process that decides
    // one call waits for.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Local local && local.index == index;
    }

    @Override
    public int hashCode() {
      return index;
    }
  }

  /** A string of the plan. */
  record Text(String value) implements Operand {}

  /** A boolean. */
  record Bool(boolean value) implements Operand {}
}
