package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.Value;
import java.math.BigInteger;

/** Ranges of numbers. */
final class NumberBuiltins {
  private NumberBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add(
        "numbers.range",
        (cx, a) -> range(cx, Operands.bigInteger(a, 0), Operands.bigInteger(a, 1), BigInteger.ONE));
    builder.add("numbers.range_step", NumberBuiltins::rangeStep);
  }

  private static Value rangeStep(BuiltinContext context, Value[] arguments) {
    BigInteger step = Operands.bigInteger(arguments, 2);
    if (step.signum() <= 0) {
      throw new BuiltinFailure("numbers.range_step: step must be a positive number above zero");
    }
    return range(
        context, Operands.bigInteger(arguments, 0), Operands.bigInteger(arguments, 1), step);
  }

  private static Value range(
      BuiltinContext context, BigInteger from, BigInteger to, BigInteger step) {
    BigInteger count = to.subtract(from).abs().divide(step).add(BigInteger.ONE);
    context.charge(count.bitLength() > 62 ? Long.MAX_VALUE / 2 : count.longValue());
    BigInteger stride = from.compareTo(to) <= 0 ? step : step.negate();
    RegoArray array = RegoArray.open(count.intValue());
    BigInteger next = from;
    for (int i = 0; i < count.intValue(); i++) {
      array.append(RegoNumber.of(next));
      next = next.add(stride);
    }
    return array.close();
  }
}
