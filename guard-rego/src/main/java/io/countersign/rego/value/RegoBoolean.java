package io.countersign.rego.value;

import org.jspecify.annotations.Nullable;

/** {@code true} or {@code false}; two instances, so identity is equality. */
public final class RegoBoolean extends Value {
  public static final RegoBoolean TRUE = new RegoBoolean(true);
  public static final RegoBoolean FALSE = new RegoBoolean(false);

  private final boolean value;

  private RegoBoolean(boolean value) {
    this.value = value;
  }

  public static RegoBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean isTrue() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.BOOLEAN;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this;
  }

  @Override
  public int hashCode() {
    return value ? 1231 : 1237;
  }
}
