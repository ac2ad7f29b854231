package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoBoolean;

/** Comparisons in OPA's total order. */
final class ComparisonBuiltins {
  private ComparisonBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("eq", (cx, a) -> RegoBoolean.of(a[0].equals(a[1])));
    builder.add("equal", (cx, a) -> RegoBoolean.of(a[0].equals(a[1])));
    builder.add("neq", (cx, a) -> RegoBoolean.of(!a[0].equals(a[1])));
    builder.add("lt", (cx, a) -> RegoBoolean.of(a[0].compareTo(a[1]) < 0));
    builder.add("lte", (cx, a) -> RegoBoolean.of(a[0].compareTo(a[1]) <= 0));
    builder.add("gt", (cx, a) -> RegoBoolean.of(a[0].compareTo(a[1]) > 0));
    builder.add("gte", (cx, a) -> RegoBoolean.of(a[0].compareTo(a[1]) >= 0));
  }
}
