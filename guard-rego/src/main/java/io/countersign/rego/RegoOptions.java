package io.countersign.rego;

import io.countersign.rego.builtin.Builtin;
import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.value.JsonLimits;

/**
 * How a program is linked and reads its input.
 *
 * @param builtins what the policy may call
 * @param strict whether a builtin's failure is an error ({@code rego-builtin-failed}) instead of
 *     undefined
 * @param inputLimits bounds on an input
 * @param portableInput whether a Jackson tree is refused as input when it holds what not every
 *     engine reads alike: half of a surrogate pair, a whole number beyond 64 bits, a decimal beyond
 *     a double. Characters then count towards the values of the limits
 */
public record RegoOptions(
    Builtins builtins, boolean strict, JsonLimits inputLimits, boolean portableInput) {
  /** OPA's pure builtins, failures undefined, {@link JsonLimits#INPUT}. */
  public static RegoOptions standard() {
    return new RegoOptions(Builtins.standard(), false, JsonLimits.INPUT, false);
  }

  /**
   * These with one more builtin: an impure one that the embedder answers for, or one of its own.
   */
  public RegoOptions withBuiltin(String name, Builtin builtin) {
    return new RegoOptions(builtins.with(name, builtin), strict, inputLimits, portableInput);
  }

  public RegoOptions withStrict(boolean other) {
    return new RegoOptions(builtins, other, inputLimits, portableInput);
  }
}
