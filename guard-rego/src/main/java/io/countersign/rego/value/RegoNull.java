package io.countersign.rego.value;

import org.jspecify.annotations.Nullable;

/** The value {@code null}. */
public final class RegoNull extends Value {
  public static final RegoNull NULL = new RegoNull();

  private RegoNull() {}

  @Override
  public ValueType type() {
    return ValueType.NULL;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this;
  }

  @Override
  public int hashCode() {
    return 0x6e75;
  }
}
