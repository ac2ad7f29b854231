package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Arithmetic: exact on integers of any size, {@link BinaryFloat} otherwise. */
final class ArithmeticBuiltins {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private ArithmeticBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("plus", (cx, a) -> plus(cx, Operands.number(a, 0), Operands.number(a, 1)));
    builder.add("minus", ArithmeticBuiltins::minus);
    builder.add("mul", (cx, a) -> times(cx, Operands.number(a, 0), Operands.number(a, 1)));
    builder.add("div", (cx, a) -> divide(Operands.number(a, 0), Operands.number(a, 1)));
    builder.add("rem", (cx, a) -> remainder(Operands.number(a, 0), Operands.number(a, 1)));
    builder.add("abs", (cx, a) -> abs(Operands.number(a, 0)));
    builder.add("round", (cx, a) -> whole(Operands.number(a, 0), ArithmeticBuiltins::rounded));
    builder.add(
        "ceil",
        (cx, a) -> whole(Operands.number(a, 0), value -> value.setScale(0, RoundingMode.CEILING)));
    builder.add(
        "floor",
        (cx, a) -> whole(Operands.number(a, 0), value -> value.setScale(0, RoundingMode.FLOOR)));
  }

  static RegoNumber plus(BuiltinContext context, RegoNumber x, RegoNumber y) {
    if (x.isLong() && y.isLong()) {
      long sum = x.longValue() + y.longValue();
      if (((x.longValue() ^ sum) & (y.longValue() ^ sum)) >= 0) {
        return RegoNumber.of(sum);
      }
    }
    if (x.isInteger() && y.isInteger()) {
      BigInteger sum = x.bigIntegerValue().add(y.bigIntegerValue());
      context.charge(sum.bitLength() >> 7);
      return RegoNumber.of(sum);
    }
    return BinaryFloat.of(x).plus(BinaryFloat.of(y)).toNumber();
  }

  static RegoNumber times(BuiltinContext context, RegoNumber x, RegoNumber y) {
    if (x.isInteger() && y.isInteger()) {
      long high = x.isLong() && y.isLong() ? Math.multiplyHigh(x.longValue(), y.longValue()) : 1;
      long low = x.isLong() && y.isLong() ? x.longValue() * y.longValue() : 0;
      if (high == 0 && low >= 0 || high == -1 && low < 0) {
        return RegoNumber.of(low);
      }
      BigInteger one = x.bigIntegerValue();
      BigInteger two = y.bigIntegerValue();
      // Schoolbook multiplication costs the product of the lengths.
      context.charge(
          1
              + ((long) one.bitLength() >> 6) * (two.bitLength() >> 6) / 16
              + (one.bitLength() + two.bitLength() >> 7));
      return RegoNumber.of(one.multiply(two));
    }
    return BinaryFloat.of(x).times(BinaryFloat.of(y)).toNumber();
  }

  private static Value minus(BuiltinContext context, Value[] arguments) {
    if (arguments[0] instanceof RegoNumber x && arguments[1] instanceof RegoNumber y) {
      return minus(context, x, y);
    }
    if (arguments[0] instanceof RegoSet one && arguments[1] instanceof RegoSet two) {
      return SetBuiltins.difference(context, one, two);
    }
    if (!(arguments[0] instanceof RegoNumber) && !(arguments[0] instanceof RegoSet)) {
      return Operands.fail(arguments, 0, "number", "set");
    }
    return Operands.fail(arguments, 1, arguments[1] instanceof RegoNumber ? "set" : "number");
  }

  private static RegoNumber minus(BuiltinContext context, RegoNumber x, RegoNumber y) {
    if (x.isLong() && y.isLong()) {
      long difference = x.longValue() - y.longValue();
      if (((x.longValue() ^ y.longValue()) & (x.longValue() ^ difference)) >= 0) {
        return RegoNumber.of(difference);
      }
    }
    if (x.isInteger() && y.isInteger()) {
      BigInteger difference = x.bigIntegerValue().subtract(y.bigIntegerValue());
      context.charge(difference.bitLength() >> 7);
      return RegoNumber.of(difference);
    }
    return BinaryFloat.of(x).minus(BinaryFloat.of(y)).toNumber();
  }

  private static RegoNumber divide(RegoNumber x, RegoNumber y) {
    if (y.decimalValue().signum() == 0) {
      throw new BuiltinFailure("divide by zero");
    }
    if (x.isLong()
        && y.isLong()
        && x.longValue() != 0
        && x.longValue() % y.longValue() == 0
        && x.longValue() != Long.MIN_VALUE) {
      return RegoNumber.of(x.longValue() / y.longValue());
    }
    return BinaryFloat.of(x).over(BinaryFloat.of(y)).toNumber();
  }

  private static RegoNumber remainder(RegoNumber x, RegoNumber y) {
    if (!x.isInteger() || !y.isInteger()) {
      throw new BuiltinFailure("modulo on floating-point number");
    }
    if (y.decimalValue().signum() == 0) {
      throw new BuiltinFailure("modulo by zero");
    }
    return x.isLong() && y.isLong()
        ? RegoNumber.of(x.longValue() % y.longValue())
        : RegoNumber.of(x.bigIntegerValue().remainder(y.bigIntegerValue()));
  }

  private static RegoNumber abs(RegoNumber x) {
    if (isSmall(x)) {
      return RegoNumber.of(Math.abs(x.longValue()));
    }
    BinaryFloat value = BinaryFloat.of(x);
    return (value.signum() < 0 ? value.negated() : value).toNumber();
  }

  private interface Rounding {
    BigDecimal apply(BigDecimal value);
  }

  private static RegoNumber whole(RegoNumber x, Rounding rounding) {
    return isSmall(x)
        ? x
        : RegoNumber.of(rounding.apply(BinaryFloat.of(x).decimalValue()).toBigIntegerExact());
  }

  private static BigDecimal rounded(BigDecimal value) {
    BigDecimal moved = value.signum() < 0 ? value.subtract(HALF) : value.add(HALF);
    return moved.setScale(0, RoundingMode.DOWN);
  }

  private static boolean isSmall(RegoNumber x) {
    return x.isPlainInt() && x.longValue() == (int) x.longValue();
  }
}
