package io.countersign.rego.value;

import org.jspecify.annotations.Nullable;

/**
 * A Rego value. Closed values are immutable and may be shared by any number of threads.
 *
 * <p>{@link #equals} is OPA's equality (numbers by value, so {@code 1 == 1.0}; sets and objects
 * without regard to order), and {@link #compareTo} is OPA's total order: null, boolean, number,
 * string, array, object, set. {@link #toString} is the text that OPA prints for the value in Rego's
 * own syntax.
 */
public abstract sealed class Value implements Comparable<Value>
    permits RegoNull, RegoBoolean, RegoNumber, RegoString, RegoArray, RegoObject, RegoSet {

  Value() {}

  /** The type, whose place in the enum is its place in OPA's order of types. */
  public abstract ValueType type();

  @Override
  public final int compareTo(Value other) {
    return ValueOrder.compare(this, other);
  }

  @Override
  public abstract boolean equals(@Nullable Object other);

  @Override
  public abstract int hashCode();

  /**
   * The value in Rego's syntax, as OPA prints it: strings quoted, {@code set()} for the empty set.
   */
  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder();
    RegoText.append(text, this);
    return text.toString();
  }

  /** Freezes a composite that was still being filled; anything else stays as it is. */
  public Value close() {
    return this;
  }

  /**
   * Whether this is the boolean {@code false}: the one defined value that makes an expression fail.
   */
  public final boolean isFalse() {
    return this == RegoBoolean.FALSE;
  }
}
