package io.countersign.rego.builtin;

import io.countersign.rego.value.GoNumbers;
import io.countersign.rego.value.RegoNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A float with a mantissa of 64 bits, rounded to nearest even: Go's {@code big.Float} as OPA's
 * arithmetic uses it for numbers that are not integers. The value is {@code mantissa * 2^exponent}.
 *
 * @param minusZero whether this is zero with a minus, which products and quotients give and OPA
 *     prints
 */
record BinaryFloat(BigInteger mantissa, int exponent, boolean minusZero) {
  private static final int PRECISION = 64;
  private static final RegoNumber MINUS_ZERO = RegoNumber.parse("-0");

  private BinaryFloat(BigInteger mantissa, int exponent) {
    this(mantissa, exponent, false);
  }

  static BinaryFloat of(RegoNumber number) {
    BigDecimal value = number.decimalValue();
    if (value.signum() == 0 && number.text().startsWith("-")) {
      return new BinaryFloat(BigInteger.ZERO, 0, true);
    }
    return value.scale() <= 0
        ? rounded(value.toBigIntegerExact(), 0)
        : quotient(value.unscaledValue(), BigInteger.TEN.pow(value.scale()), 0);
  }

  BinaryFloat plus(BinaryFloat other) {
    int common = Math.min(exponent, other.exponent);
    BigInteger left = mantissa.shiftLeft(exponent - common);
    BigInteger right = other.mantissa.shiftLeft(other.exponent - common);
    return rounded(left.add(right), common);
  }

  BinaryFloat minus(BinaryFloat other) {
    return plus(other.negated());
  }

  BinaryFloat times(BinaryFloat other) {
    return signed(
        rounded(mantissa.multiply(other.mantissa), exponent + other.exponent),
        isNegative() != other.isNegative());
  }

  /** The divisor is not zero. */
  BinaryFloat over(BinaryFloat divisor) {
    return signed(
        quotient(mantissa, divisor.mantissa, exponent - divisor.exponent),
        isNegative() != divisor.isNegative());
  }

  private boolean isNegative() {
    return minusZero || mantissa.signum() < 0;
  }

  private static BinaryFloat signed(BinaryFloat result, boolean negative) {
    return negative && result.signum() == 0 ? new BinaryFloat(BigInteger.ZERO, 0, true) : result;
  }

  BinaryFloat negated() {
    return new BinaryFloat(mantissa.negate(), exponent);
  }

  int signum() {
    return mantissa.signum();
  }

  BigDecimal decimalValue() {
    return exponent >= 0
        ? new BigDecimal(mantissa.shiftLeft(exponent))
        : new BigDecimal(mantissa)
            .multiply(new BigDecimal(BigInteger.valueOf(5).pow(-exponent), -exponent));
  }

  /**
   * The number as OPA prints it: the shortest digits that give this float; in Go's %g layout unless
   * integral.
   */
  RegoNumber toNumber() {
    if (mantissa.signum() == 0) {
      return minusZero ? MINUS_ZERO : RegoNumber.ZERO;
    }
    BigDecimal exact = decimalValue();
    BigDecimal shortest = shortest(exact);
    boolean integral = exact.stripTrailingZeros().scale() <= 0;
    return RegoNumber.parse(
        integral ? shortest.toBigInteger().toString() : GoNumbers.general(shortest, 6));
  }

  private BigDecimal shortest(BigDecimal exact) {
    BigInteger half = mantissa.abs().shiftLeft(PRECISION + 1 - mantissa.abs().bitLength());
    int halfExponent = exponent - (PRECISION + 1 - mantissa.abs().bitLength());
    boolean inclusive = !half.testBit(1);
    BigDecimal magnitude = exact.abs();
    BigDecimal low = new BinaryFloat(half.subtract(BigInteger.ONE), halfExponent).decimalValue();
    BigDecimal high = new BinaryFloat(half.add(BigInteger.ONE), halfExponent).decimalValue();
    for (int digits = 1; digits < magnitude.precision(); digits++) {
      BigDecimal down = magnitude.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal up = magnitude.round(new MathContext(digits, RoundingMode.UP));
      boolean downFits = down.compareTo(low) > 0 || inclusive && down.compareTo(low) == 0;
      boolean upFits = up.compareTo(high) < 0 || inclusive && up.compareTo(high) == 0;
      if (downFits || upFits) {
        BigDecimal nearest = magnitude.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        BigDecimal chosen = downFits && upFits ? nearest : downFits ? down : up;
        return exact.signum() < 0 ? chosen.negate() : chosen;
      }
    }
    return exact;
  }

  /** Rounds an exact value to the precision. */
  private static BinaryFloat rounded(BigInteger value, int exponent) {
    int excess = value.bitLength() - PRECISION;
    if (value.signum() < 0) {
      return rounded(value.negate(), exponent).negated();
    }
    if (excess <= 0) {
      return new BinaryFloat(value, exponent);
    }
    BigInteger kept = value.shiftRight(excess);
    boolean half = value.testBit(excess - 1);
    boolean more = half && value.getLowestSetBit() < excess - 1;
    if (half && (more || kept.testBit(0))) {
      kept = kept.add(BigInteger.ONE);
    }
    return new BinaryFloat(kept, exponent + excess);
  }

  private static BinaryFloat quotient(BigInteger dividend, BigInteger divisor, int exponent) {
    boolean negative = dividend.signum() * divisor.signum() < 0;
    BigInteger over = divisor.abs();
    int shift = Math.max(0, PRECISION + 2 + over.bitLength() - dividend.abs().bitLength());
    BigInteger[] result = dividend.abs().shiftLeft(shift).divideAndRemainder(over);
    // A sticky bit below the others keeps the rounding right when there is a remainder.
    BigInteger value = result[0].shiftLeft(1);
    if (result[1].signum() != 0) {
      value = value.setBit(0);
    }
    BinaryFloat rounded = rounded(value, exponent - shift - 1);
    return negative ? rounded.negated() : rounded;
  }
}
