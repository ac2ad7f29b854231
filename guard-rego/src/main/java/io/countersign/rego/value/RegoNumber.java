package io.countersign.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number, exact: an integer of any size or a decimal. Keeps the text it was written with ({@code
 * 1.0} stays {@code 1.0}) but compares by value.
 */
public final class RegoNumber extends Value {
  /** OPA's bound on a number's binary exponent; beyond it printing would no longer be linear. */
  private static final double MAX_BINARY_EXPONENT = 1e5;

  private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int CACHE_LOW = -128;
  private static final RegoNumber[] CACHE = cache();

  public static final RegoNumber ZERO = of(0);

  /** The value when it is an integer of 64 bits, however it was written. */
  private final long small;

  /** The value when it is not, else null. */
  private final @Nullable BigDecimal large;

  /** The text as written when it differs from what {@code small} prints as. */
  private final @Nullable String text;

  private RegoNumber(long small, @Nullable BigDecimal large, @Nullable String text) {
    this.small = small;
    this.large = large;
    this.text = text;
  }

  public static RegoNumber of(long value) {
    int slot = (int) (value - CACHE_LOW);
    return value >= CACHE_LOW && value < CACHE_LOW + CACHE.length
        ? CACHE[slot]
        : new RegoNumber(value, null, null);
  }

  public static RegoNumber of(BigInteger value) {
    return value.bitLength() < 64
        ? of(value.longValue())
        : new RegoNumber(0, new BigDecimal(value), value.toString());
  }

  /**
   * Reads a JSON number.
   *
   * @throws NumberFormatException when it is none, or its exponent is beyond OPA's bound of
   *     2^100000
   */
  public static RegoNumber parse(String text) {
    int length = text.length();
    if (length < 19 && length > 0) {
      long value = smallInteger(text);
      if (value != Long.MIN_VALUE) {
        return text.charAt(0) == '0' && length > 1 || text.startsWith("-0")
            ? exact(text)
            : of(value);
      }
    }
    return exact(text);
  }

  private static RegoNumber exact(String text) {
    BigDecimal value = new BigDecimal(text);
    if (Math.abs((value.precision() - (double) value.scale()) * BITS_PER_DIGIT)
            > MAX_BINARY_EXPONENT
        && value.signum() != 0) {
      throw new NumberFormatException("number too big");
    }
    return of(value, text);
  }

  static RegoNumber of(BigDecimal value, String text) {
    if (value.signum() == 0) {
      return "0".equals(text) ? ZERO : new RegoNumber(0, null, text);
    }
    if (value.precision() - value.scale() <= 19 && isIntegral(value)) {
      BigInteger whole = value.toBigIntegerExact();
      if (whole.compareTo(MIN_LONG) >= 0 && whole.compareTo(MAX_LONG) <= 0) {
        long small = whole.longValue();
        return Long.toString(small).equals(text) ? of(small) : new RegoNumber(small, null, text);
      }
    }
    return new RegoNumber(0, value, text);
  }

  /** Whether the value is a 64-bit integer: {@link #longValue} is then exact. */
  public boolean isLong() {
    return large == null;
  }

  public long longValue() {
    return large == null ? small : large.longValue();
  }

  /** Whether the value has no fraction, whatever its size and however it is written. */
  public boolean isInteger() {
    return large == null || isIntegral(large);
  }

  /**
   * Whether the text is that of a 64-bit integer without point or exponent: what OPA's builtins
   * accept as an int.
   */
  public boolean isPlainInt() {
    return large == null && (text == null || isDigits(text));
  }

  public BigDecimal decimalValue() {
    return large == null ? BigDecimal.valueOf(small) : large;
  }

  /**
   * @throws ArithmeticException when there is a fraction
   */
  public BigInteger bigIntegerValue() {
    return large == null ? BigInteger.valueOf(small) : large.toBigIntegerExact();
  }

  public double doubleValue() {
    return large == null ? (double) small : large.doubleValue();
  }

  /** The text as written or computed, a JSON number. */
  public String text() {
    return text == null ? Long.toString(small) : text;
  }

  @Override
  public ValueType type() {
    return ValueType.NUMBER;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || other instanceof RegoNumber that && compare(this, that) == 0;
  }

  @Override
  public int hashCode() {
    return large == null ? Long.hashCode(small) * 31 + 7 : Double.hashCode(large.doubleValue());
  }

  static int compare(RegoNumber a, RegoNumber b) {
    if (a.large == null && b.large == null) {
      return Long.compare(a.small, b.small);
    }
    return a.decimalValue().compareTo(b.decimalValue());
  }

  private static boolean isIntegral(BigDecimal value) {
    return value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
  }

  private static boolean isDigits(String text) {
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * The integer that up to 18 characters spell, or Long.MIN_VALUE when they spell something else.
   */
  private static long smallInteger(String text) {
    int start = text.charAt(0) == '-' ? 1 : 0;
    if (start == text.length()) {
      return Long.MIN_VALUE;
    }
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Long.MIN_VALUE;
      }
      value = value * 10 + digit;
    }
    return start == 1 ? -value : value;
  }

  private static RegoNumber[] cache() {
    RegoNumber[] numbers = new RegoNumber[1024 - CACHE_LOW];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = new RegoNumber(i + CACHE_LOW, null, null);
    }
    return numbers;
  }
}
