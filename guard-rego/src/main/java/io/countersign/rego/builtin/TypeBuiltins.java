package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.ValueType;
import java.util.Locale;
import java.util.regex.Pattern;

/** Types: names, tests and casts. */
final class TypeBuiltins {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private TypeBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("type_name", (cx, a) -> RegoString.of(a[0].type().regoName()));
    for (ValueType type : ValueType.values()) {
      builder.add("is_" + type.regoName(), (cx, a) -> RegoBoolean.of(a[0].type() == type));
      if (type != ValueType.ARRAY && type != ValueType.SET && type != ValueType.NUMBER) {
        builder.add(
            "cast_" + type.regoName(),
            (cx, a) -> a[0].type() == type ? a[0] : Operands.fail(a, 0, type.regoName()));
      }
    }
    builder.add("cast_array", TypeBuiltins::toArray);
    builder.add("cast_set", TypeBuiltins::toSet);
    builder.add("to_number", (cx, a) -> toNumber(a));
  }

  private static Value toArray(BuiltinContext context, Value[] arguments) {
    if (arguments[0] instanceof RegoSet set) {
      context.charge(set.size());
      RegoArray array = RegoArray.open(set.size());
      set.forEach(array::append);
      return array.close();
    }
    return arguments[0] instanceof RegoArray
        ? arguments[0]
        : Operands.fail(arguments, 0, "array", "set");
  }

  private static Value toSet(BuiltinContext context, Value[] arguments) {
    if (arguments[0] instanceof RegoArray array) {
      context.charge(array.size());
      return RegoSet.of(array.toList());
    }
    return arguments[0] instanceof RegoSet
        ? arguments[0]
        : Operands.fail(arguments, 0, "array", "set");
  }

  private static Value toNumber(Value[] arguments) {
    Value value = arguments[0];
    if (value == RegoNull.NULL || value == RegoBoolean.FALSE) {
      return RegoNumber.ZERO;
    } else if (value == RegoBoolean.TRUE) {
      return RegoNumber.of(1);
    } else if (value instanceof RegoNumber) {
      return value;
    } else if (value instanceof RegoString text) {
      return toNumber(text.value());
    }
    return Operands.fail(arguments, 0, "null", "boolean", "number", "string");
  }

  private static Value toNumber(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new BuiltinFailure(
          "strconv.ParseFloat: parsing "
              + io.countersign.rego.value.GoQuote.quote(text)
              + ": invalid syntax");
    }
    try {
      RegoNumber number = RegoNumber.parse(text.toLowerCase(Locale.ROOT));
      if (Double.isInfinite(number.doubleValue())) {
        throw new BuiltinFailure(
            "strconv.ParseFloat: parsing "
                + io.countersign.rego.value.GoQuote.quote(text)
                + ": value out of range");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new BuiltinFailure("invalid number: number too big");
    }
  }
}
