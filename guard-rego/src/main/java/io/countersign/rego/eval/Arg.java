package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** An operand, resolved: a constant or the place of a local. */
final class Arg {
  final int local;
  final @Nullable Value constant;

  private Arg(int local, @Nullable Value constant) {
    this.local = local;
    this.constant = constant;
  }

  static Arg local(int local) {
    return new Arg(local, null);
  }

  static Arg constant(Value constant) {
    return new Arg(-1, constant);
  }

  /** The value, or null while the local is undefined. */
  @Nullable Value get(@Nullable Value[] locals) {
    Value fixed = constant;
    return fixed != null ? fixed : locals[local];
  }
}
