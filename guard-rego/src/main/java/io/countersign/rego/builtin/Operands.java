package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the operands of a call, or fails with OPA's message. Positions count from 0 here and from 1
 * in messages.
 */
final class Operands {
  private Operands() {}

  static String string(Value[] arguments, int position) {
    return arguments[position] instanceof RegoString text
        ? text.value()
        : fail(arguments, position, "string");
  }

  static RegoNumber number(Value[] arguments, int position) {
    return arguments[position] instanceof RegoNumber number
        ? number
        : fail(arguments, position, "number");
  }

  /**
   * An integer written without point or exponent, clamped to 32 bits: no string or array is longer.
   */
  static int integer(Value[] arguments, int position) {
    return (int)
        Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, longInteger(arguments, position)));
  }

  static long longInteger(Value[] arguments, int position) {
    RegoNumber number = number(arguments, position);
    if (!number.isPlainInt()) {
      throw failure(position, "must be integer number but got floating-point number");
    }
    return number.longValue();
  }

  static BigInteger bigInteger(Value[] arguments, int position) {
    if (!(arguments[position] instanceof RegoNumber number)) {
      return fail(arguments, position, "integer");
    }
    if (!number.isInteger()) {
      throw failure(position, "must be integer number but got floating-point number");
    }
    return number.bigIntegerValue();
  }

  static boolean bool(Value[] arguments, int position) {
    return arguments[position] instanceof RegoBoolean bool
        ? bool.isTrue()
        : Operands.<Boolean>fail(arguments, position, "boolean");
  }

  static RegoArray array(Value[] arguments, int position) {
    return arguments[position] instanceof RegoArray array
        ? array
        : fail(arguments, position, "array");
  }

  static RegoSet set(Value[] arguments, int position) {
    return arguments[position] instanceof RegoSet set ? set : fail(arguments, position, "set");
  }

  static RegoObject object(Value[] arguments, int position) {
    return arguments[position] instanceof RegoObject object
        ? object
        : fail(arguments, position, "object");
  }

  /** An array or set of values. */
  static Iterable<Value> collection(Value[] arguments, int position) {
    Value value = arguments[position];
    if (value instanceof RegoArray array) {
      return array;
    }
    return value instanceof RegoSet set ? set : fail(arguments, position, "set", "array");
  }

  /** An array or set of strings. */
  static List<String> strings(Value[] arguments, int position) {
    List<String> strings = new ArrayList<>();
    for (Value element : collection(arguments, position)) {
      if (!(element instanceof RegoString text)) {
        throw elementFailure(arguments, position, element, "string");
      }
      strings.add(text.value());
    }
    return strings;
  }

  static <T> T fail(Value[] arguments, int position, String... expected) {
    String got = arguments[position].type().regoName();
    String types =
        expected.length == 1 ? expected[0] : "one of {" + String.join(", ", expected) + "}";
    throw failure(position, "must be " + types + " but got " + got);
  }

  static BuiltinFailure failure(int position, String message) {
    return new BuiltinFailure("operand " + (position + 1) + " " + message);
  }

  static BuiltinFailure elementFailure(
      Value[] arguments, int position, Value element, String expected) {
    String type = arguments[position].type().regoName();
    return failure(
        position,
        "must be "
            + type
            + " of "
            + expected
            + "s but got "
            + type
            + " containing "
            + element.type().regoName());
  }

  static Value text(BuiltinContext context, String text) {
    context.charge(text.length() >> 4);
    return RegoString.of(text);
  }
}
