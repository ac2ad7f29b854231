package io.countersign.rego.value;

/**
 * Bounds on JSON that is read.
 *
 * @param maxDepth nested arrays and objects; OPA knows no bound, the JVM's stack does
 * @param maxValues values in all, keys not counted
 * @param duplicateKeys whether an object may name a key twice (the last one then counts, as in Go)
 */
public record JsonLimits(int maxDepth, int maxValues, boolean duplicateKeys) {
  /** 200 levels, a million values, no duplicate keys: for an input. */
  public static final JsonLimits INPUT = new JsonLimits(200, 1_000_000, false);

  /** 200 levels, ten million values: for the data of a bundle. */
  public static final JsonLimits DATA = new JsonLimits(200, 10_000_000, false);
}
