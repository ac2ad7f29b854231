package io.countersign.shell.expand;

import io.countersign.problem.Span;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Evaluates an arithmetic expression whose text is known. One per expression. An expression that it
 * cannot read, or that depends on what is not known, has no value.
 */
final class Arithmetic {

  /** Levels of parentheses and of variables that name variables; bash itself stops at 1,024. */
  private static final int MAX_DEPTH = 40;

  private static final String[] BINARY = {
    "||", "&&", "|", "^", "&", "==", "!=", "<=", ">=", "<<", ">>", "<", ">", "+", "-", "**", "*",
    "/", "%"
  };

  private final String text;
  private final Surroundings surroundings;
  private final int depth;
  private int at;
  private int nesting;

  Arithmetic(String text, Surroundings surroundings) {
    this(text, surroundings, 0);
  }

  private Arithmetic(String text, Surroundings surroundings, int depth) {
    this.text = text;
    this.surroundings = surroundings;
    this.depth = depth;
  }

  /** Marks what has no value. */
  private static final class NoValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoValue() {
      super(null, null, false, false);
    }
  }

  OptionalLong evaluate() {
    try {
      skip();
      if (at == text.length()) {
        return OptionalLong.of(0);
      }
      long value = comma();
      skip();
      return at == text.length() ? OptionalLong.of(value) : OptionalLong.empty();
    } catch (NoValue e) {
      return OptionalLong.empty();
    }
  }

  private long comma() {
    long value = ternary();
    while (take(",")) {
      value = ternary();
    }
    return value;
  }

  private long ternary() {
    if (++nesting > MAX_DEPTH || depth > MAX_DEPTH) {
      throw new NoValue();
    }
    long condition = binary(0);
    if (take("?")) {
      long yes = ternary();
      if (!take(":")) {
        throw new NoValue();
      }
      long no = ternary();
      condition = condition != 0 ? yes : no;
    }
    nesting--;
    return condition;
  }

  private long binary(int minimum) {
    long left = unary();
    while (true) {
      skip();
      String operator = operator();
      int power = power(operator);
      if (operator.isEmpty() || power < minimum) {
        return left;
      }
      at += operator.length();
      if (++nesting > MAX_DEPTH) {
        throw new NoValue();
      }
      long right = binary(operator.equals("**") ? power : power + 1);
      nesting--;
      left = apply(operator, left, right);
    }
  }

  private String operator() {
    for (String operator : BINARY) {
      if (text.startsWith(operator, at)) {
        int after = at + operator.length();
        boolean assigns =
            after < text.length()
                && text.charAt(after) == '='
                && !operator.endsWith("=")
                && "<>".indexOf(operator) < 0;
        return assigns ? "" : operator;
      }
    }
    return "";
  }

  private static int power(String operator) {
    return switch (operator) {
      case "||" -> 0;
      case "&&" -> 1;
      case "|" -> 2;
      case "^" -> 3;
      case "&" -> 4;
      case "==", "!=" -> 5;
      case "<", ">", "<=", ">=" -> 6;
      case "<<", ">>" -> 7;
      case "+", "-" -> 8;
      case "*", "/", "%" -> 9;
      default -> 10;
    };
  }

  private static long apply(String operator, long a, long b) {
    return switch (operator) {
      case "||" -> a != 0 || b != 0 ? 1 : 0;
      case "&&" -> a != 0 && b != 0 ? 1 : 0;
      case "|" -> a | b;
      case "^" -> a ^ b;
      case "&" -> a & b;
      case "==" -> a == b ? 1 : 0;
      case "!=" -> a != b ? 1 : 0;
      case "<" -> a < b ? 1 : 0;
      case ">" -> a > b ? 1 : 0;
      case "<=" -> a <= b ? 1 : 0;
      case ">=" -> a >= b ? 1 : 0;
      case "<<" -> a << b;
      case ">>" -> a >> b;
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> divide(a, b, false);
      case "%" -> divide(a, b, true);
      case "**" -> raise(a, b);
      default -> throw new NoValue();
    };
  }

  private static long divide(long a, long b, boolean remainder) {
    if (b == 0) {
      throw new NoValue();
    }
    return remainder ? a % b : a / b;
  }

  private static long raise(long base, long exponent) {
    if (exponent < 0 || exponent > 64) {
      throw new NoValue();
    }
    long value = 1;
    for (long i = 0; i < exponent; i++) {
      value *= base;
    }
    return value;
  }

  private long unary() {
    skip();
    if (++nesting > MAX_DEPTH) {
      throw new NoValue();
    }
    long value;
    if (text.startsWith("++", at) || text.startsWith("--", at)) {
      long step = text.charAt(at) == '+' ? 1 : -1;
      at += 2;
      skip();
      String name = name();
      value = set(name, read(name) + step);
    } else if (take("+")) {
      value = unary();
    } else if (take("-")) {
      value = -unary();
    } else if (take("!")) {
      value = unary() == 0 ? 1 : 0;
    } else if (take("~")) {
      value = ~unary();
    } else {
      value = primary();
    }
    nesting--;
    return value;
  }

  private long primary() {
    if (take("(")) {
      long value = comma();
      if (!take(")")) {
        throw new NoValue();
      }
      return value;
    }
    skip();
    if (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
      return number();
    }
    String name = name();
    for (String operator : new String[] {"<<", ">>", "+", "-", "*", "/", "%", "|", "&", "^", ""}) {
      if (text.startsWith(operator + "=", at)
          && !(operator.isEmpty() && text.startsWith("==", at))) {
        at += operator.length() + 1;
        long right = ternary();
        return set(name, operator.isEmpty() ? right : apply(operator, read(name), right));
      }
    }
    if (text.startsWith("++", at) || text.startsWith("--", at)) {
      long step = text.charAt(at) == '+' ? 1 : -1;
      at += 2;
      long before = read(name);
      set(name, before + step);
      return before;
    }
    return read(name);
  }

  private long number() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "#@_".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String digits = text.substring(start, at);
    try {
      int hash = digits.indexOf('#');
      if (hash > 0) {
        return Long.parseLong(
            digits.substring(hash + 1), Integer.parseInt(digits.substring(0, hash)));
      }
      if (digits.startsWith("0x") || digits.startsWith("0X")) {
        return Long.parseLong(digits.substring(2), 16);
      }
      return digits.length() > 1 && digits.startsWith("0")
          ? Long.parseLong(digits, 8)
          : Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new NoValue();
    }
  }

  private String name() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (at == start) {
      throw new NoValue();
    }
    skip();
    return text.substring(start, at).strip();
  }

  private long read(String name) {
    Optional<Variable> variable = surroundings.variable(name);
    if (variable.isEmpty()) {
      throw new NoValue();
    }
    String value = variable.get().element("0").flatMap(Value::constant).orElseThrow(NoValue::new);
    // Variables that name variables can ask for the same one very often.
    if (depth > 0 && !surroundings.affords(16L + value.length(), new Span(0, 0))) {
      throw new NoValue();
    }
    return new Arithmetic(value, surroundings, depth + 1).evaluate().orElseThrow(NoValue::new);
  }

  private long set(String name, long value) {
    surroundings.assign(
        name, Variable.of(Value.of(surroundings.directory().span(), Long.toString(value))));
    return value;
  }

  private boolean take(String token) {
    skip();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
