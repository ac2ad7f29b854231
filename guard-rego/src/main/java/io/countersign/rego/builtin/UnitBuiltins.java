package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with units. */
final class UnitBuiltins {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?(\\d+)");
  private static final Map<Character, Integer> STEPS =
      Map.of('k', 1, 'm', 2, 'g', 3, 't', 4, 'p', 5, 'e', 6);

  private UnitBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("units.parse", (cx, a) -> parse(Operands.string(a, 0)));
    builder.add("units.parse_bytes", (cx, a) -> parseBytes(Operands.string(a, 0)));
  }

  private record Amount(String number, String unit) {}

  private static Amount amount(String text, String name) {
    if (text.contains(" ")) {
      throw new BuiltinFailure(name + ": spaces not allowed in resource strings");
    }
    int end = unitStart(text);
    String number = text.substring(0, end);
    Matcher exponent = EXPONENT.matcher(number);
    if (exponent.find() && exponent.group(1).length() > 6) {
      throw new BuiltinFailure(name + ": exponent too large");
    }
    if (number.isEmpty()) {
      throw new BuiltinFailure(
          name + (name.endsWith("bytes") ? ": no byte amount provided" : ": no amount provided"));
    }
    return new Amount(number, text.substring(end));
  }

  /** Where the number ends: an e counts to it when a digit or sign follows. */
  private static int unitStart(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'e' || c == 'E') {
        char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        if (!Character.isDigit(next) && next != '+' && next != '-') {
          return i;
        }
        i += next == '+' || next == '-' ? 1 : 0;
      } else if (!Character.isDigit(c) && c != '.' && c != '+' && c != '-') {
        return i;
      }
    }
    return text.length();
  }

  private static BigDecimal number(String text, String failure) {
    if (!NUMBER.matcher(text).matches()) {
      throw new BuiltinFailure(failure);
    }
    try {
      return RegoNumber.parse(text).decimalValue();
    } catch (NumberFormatException e) {
      throw new BuiltinFailure(failure);
    }
  }

  private static Value parse(String raw) {
    Amount amount = amount(raw.replace("\"", ""), "units.parse");
    String unit = amount.unit();
    BigDecimal factor =
        unit.equals("m")
            ? new BigDecimal(0.001)
            : new BigDecimal(unitFactor(unit, "units.parse: unit " + unit + " not recognized"));
    BigDecimal total =
        number(amount.number(), "units.parse: could not parse amount to a number").multiply(factor);
    BigDecimal rounded =
        total.stripTrailingZeros().scale() <= 0
            ? total.setScale(0)
            : total.setScale(10, RoundingMode.HALF_UP);
    return RegoNumber.parse(rounded.toPlainString());
  }

  /** k, K, ki, Ki and so on; M and m differ, but Mi and mi do not. */
  private static BigInteger unitFactor(String unit, String failure) {
    if (unit.isEmpty()) {
      return BigInteger.ONE;
    }
    Integer step = STEPS.get(Character.toLowerCase(unit.charAt(0)));
    String rest = unit.substring(1).toLowerCase(Locale.ROOT);
    if (step == null || !rest.isEmpty() && !rest.equals("i")) {
      throw new BuiltinFailure(failure);
    }
    return rest.isEmpty()
        ? BigInteger.valueOf(1000).pow(step)
        : BigInteger.ONE.shiftLeft(10 * step);
  }

  private static Value parseBytes(String raw) {
    Amount amount = amount(raw.toLowerCase(Locale.ROOT).replace("\"", ""), "units.parse_bytes");
    String unit =
        amount.unit().endsWith("b") && amount.unit().length() > 1
            ? amount.unit().substring(0, amount.unit().length() - 1)
            : amount.unit();
    BigInteger factor =
        unitFactor(unit, "units.parse_bytes: byte unit " + amount.unit() + " not recognized");
    BigDecimal number =
        number(amount.number(), "units.parse_bytes: could not parse byte amount to a number");
    BinaryFloat total =
        BinaryFloat.of(RegoNumber.parse(number.toPlainString()))
            .times(BinaryFloat.of(RegoNumber.of(factor)));
    return RegoNumber.of(total.decimalValue().toBigInteger());
  }
}
