package io.countersign.rego.builtin;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A builtin function. Pure: the same arguments and the same {@link BuiltinContext#now()} give the
 * same result. Safe for any number of threads.
 */
@FunctionalInterface
public interface Builtin {
  /**
   * Calls the function.
   *
   * @param arguments as many as its declaration says; closed
   * @return the result, closed, or null when it is undefined
   * @throws BuiltinFailure when OPA would report a builtin error: undefined, or an error in strict
   *     mode
   */
  @Nullable Value call(BuiltinContext context, Value[] arguments);
}
