package io.countersign.rego.value;

import java.math.BigDecimal;

/** Prints numbers as Go does: the shortest digits that read back equal, laid out by Go's rules. */
public final class GoNumbers {
  private GoNumbers() {}

  /**
   * The text that Go's {@code encoding/json} writes: with an exponent below 10^-6 and from 10^21.
   *
   * @throws JsonException when the value is NaN or infinite
   */
  public static String format(double value) {
    if (!Double.isFinite(value)) {
      throw new JsonException("NaN and infinity are no JSON numbers");
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal shortest = shortest(value);
    int exponent = shortest.precision() - shortest.scale() - 1;
    return exponent >= -6 && exponent < 21
        ? shortest.toPlainString()
        : general(shortest, 6).replace("e-0", "e-");
  }

  /**
   * The shortest decimal that reads back as the value. Double.toString is not always the shortest
   * before JDK 19.
   */
  public static BigDecimal shortest(double value) {
    BigDecimal candidate = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int precision = candidate.precision();
    while (precision > 1) {
      BigDecimal shorter =
          new BigDecimal(value)
              .round(new java.math.MathContext(precision - 1, java.math.RoundingMode.HALF_EVEN));
      if (shorter.doubleValue() != value) {
        break;
      }
      candidate = shorter.stripTrailingZeros();
      precision = Math.min(precision - 1, candidate.precision());
    }
    return candidate;
  }

  /**
   * Go's {@code %g} layout of exact digits: with an exponent when it is below -4 or at least {@code
   * limit}, which is 6 for the shortest form of {@code strconv} and {@code big.Float}.
   */
  public static String general(BigDecimal value, int limit) {
    BigDecimal digits = value.stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < limit) {
      return digits.toPlainString();
    }
    String unscaled = digits.unscaledValue().abs().toString();
    StringBuilder out = new StringBuilder();
    if (digits.signum() < 0) {
      out.append('-');
    }
    out.append(unscaled.charAt(0));
    if (unscaled.length() > 1) {
      out.append('.').append(unscaled, 1, unscaled.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    return (size < 10 ? out.append('0') : out).append(size).toString();
  }
}
