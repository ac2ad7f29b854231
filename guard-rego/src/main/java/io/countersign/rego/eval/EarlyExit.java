package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Whether OPA stops at the first body of a rule that holds: all bodies give the same constant.
 * Known once all of them are compiled.
 */
final class EarlyExit {
  private boolean possible = true;
  private @Nullable Value agreed;

  /**
   * A body gives this result.
   *
   * @param value null when it is no constant
   */
  void note(@Nullable Value value) {
    possible = possible && value != null && (agreed == null || agreed.equals(value));
    agreed = value;
  }

  boolean isPossible() {
    return possible && agreed != null;
  }
}
