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
 */
public record RegoOptions(Builtins builtins, boolean strict, JsonLimits inputLimits) {
  /** OPA's pure builtins, failures undefined, {@link JsonLimits#INPUT}. */
  public static RegoOptions standard() {
    return new RegoOptions(Builtins.standard(), false, JsonLimits.INPUT);
  }

  /**
   * These with one more builtin: an impure one that the embedder answers for, or one of its own.
   */
  public RegoOptions withBuiltin(String name, Builtin builtin) {
    return new RegoOptions(builtins.with(name, builtin), strict, inputLimits);
  }

  public RegoOptions withStrict(boolean other) {
    return new RegoOptions(builtins, other, inputLimits);
  }
}
