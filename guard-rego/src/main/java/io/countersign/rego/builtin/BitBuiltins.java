package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.Value;
import java.math.BigInteger;

/** Bits of integers of any size, in two's complement. */
final class BitBuiltins {
  /** A shift to the left beyond this would make a number that OPA's bound of 2^100000 forbids. */
  private static final int MAX_SHIFT = 100_000;

  private BitBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add(
        "bits.and",
        (cx, a) -> RegoNumber.of(Operands.bigInteger(a, 0).and(Operands.bigInteger(a, 1))));
    builder.add(
        "bits.or",
        (cx, a) -> RegoNumber.of(Operands.bigInteger(a, 0).or(Operands.bigInteger(a, 1))));
    builder.add(
        "bits.xor",
        (cx, a) -> RegoNumber.of(Operands.bigInteger(a, 0).xor(Operands.bigInteger(a, 1))));
    builder.add("bits.negate", (cx, a) -> RegoNumber.of(Operands.bigInteger(a, 0).not()));
    builder.add("bits.lsh", (cx, a) -> shift(cx, a, true));
    builder.add("bits.rsh", (cx, a) -> shift(cx, a, false));
  }

  private static Value shift(BuiltinContext context, Value[] arguments, boolean left) {
    BigInteger value = Operands.bigInteger(arguments, 0);
    BigInteger by = Operands.bigInteger(arguments, 1);
    if (by.signum() < 0) {
      throw Operands.failure(1, "must be an unsigned integer number but got a negative integer");
    }
    if (by.bitLength() > 31 || left && by.intValue() > MAX_SHIFT) {
      if (left && value.signum() != 0) {
        throw new BuiltinFailure("shift is too large");
      }
      return RegoNumber.of(value.signum() < 0 ? -1 : 0);
    }
    context.charge(left ? by.intValue() >> 7 : 0);
    return RegoNumber.of(left ? value.shiftLeft(by.intValue()) : value.shiftRight(by.intValue()));
  }
}
