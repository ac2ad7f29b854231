package io.countersign.rego.builtin;

import java.time.Instant;
import java.util.function.Supplier;

/** What a builtin may know of the evaluation that calls it. */
public interface BuiltinContext {
  /** The evaluation's frozen time. */
  Instant now();

  /**
   * Accounts for work and memory before it is spent, so that a long loop or a large result ends in
   * a typed error.
   *
   * @param units about one a value made or 16 bytes of text or work of some nanoseconds
   */
  void charge(long units);

  /** A value computed once for each evaluation; the key is compared by equality. */
  <T> T cached(Object key, Supplier<T> compute);
}
