package io.countersign.rego.eval;

import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * The builtins that most conditions are made of, as conditions: no argument array, no boolean in
 * between.
 */
final class Tests {
  private Tests() {}

  /** The condition that a call's result is true, or null when the call has to be made for that. */
  static @Nullable Op of(Statement.Call call, Arg[] arguments) {
    return switch (arguments.length) {
      case 1 -> unary(call, arguments[0]);
      case 2 -> binary(call, arguments[0], arguments[1]);
      default -> null;
    };
  }

  private static @Nullable Op unary(Statement.Call call, Arg argument) {
    for (ValueType type : ValueType.values()) {
      if (call.function().equals("is_" + type.regoName())) {
        return new IsTypeOp(call, argument, type);
      }
    }
    return null;
  }

  private static @Nullable Op binary(Statement.Call call, Arg a, Arg b) {
    return switch (call.function()) {
      case "internal.member_2" -> new MemberOp(call, a, b);
      case "lt" -> new CompareOp(call, a, b, true, false, false);
      case "lte" -> new CompareOp(call, a, b, true, true, false);
      case "gt" -> new CompareOp(call, a, b, false, false, true);
      case "gte" -> new CompareOp(call, a, b, false, true, true);
      case "neq" -> new CompareOp(call, a, b, true, false, true);
      case "equal" -> new EqualOp(call, a, b);
      default -> null;
    };
  }
}
