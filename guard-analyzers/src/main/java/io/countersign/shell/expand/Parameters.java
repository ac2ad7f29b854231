package io.countersign.shell.expand;

import com.google.common.collect.ImmutableList;
import io.countersign.shell.tree.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Expands {@code $name} and <code>${…}</code>. */
final class Parameters {

  /** Comparing so many characters costs no more than following a command. */
  private static final int CHEAP = 4_096;

  private final Surroundings surroundings;
  private final Expander expander;

  Parameters(Surroundings surroundings, Expander expander) {
    this.surroundings = surroundings;
    this.expander = expander;
  }

  /** Whether the quotes hold nothing but a list that is known to be empty; that is no word. */
  boolean isEmptyList(Part.DoubleQuoted quotes) {
    return quotes.parts().size() == 1
        && quotes.parts().get(0) instanceof Part.Parameter parameter
        && isList(parameter)
        && parameter.operator().isEmpty()
        && parameter.prefix() == Part.Prefix.NONE
        && list(parameter).filter(List::isEmpty).isPresent();
  }

  void expand(Fields fields, Part.Parameter parameter, boolean quoted) {
    if (isList(parameter) && parameter.prefix() == Part.Prefix.NONE) {
      Optional<ImmutableList<Value>> values = list(parameter).map(v -> eachOf(v, parameter));
      if (values.isPresent()) {
        spread(fields, values.get(), parameter, quoted);
      } else {
        fields.result(unknown(parameter, Piece.Kind.VARIABLE), false);
      }
      return;
    }
    if (parameter.prefix() == Part.Prefix.INDIRECT && !parameter.subscript().isEmpty()) {
      keys(fields, parameter, quoted);
      return;
    }
    fields.result(value(parameter, quoted), quoted);
  }

  private static boolean isAll(String text) {
    return text.equals("@") || text.equals("*");
  }

  private static boolean isList(Part.Parameter parameter) {
    return isAll(parameter.name())
        || (parameter.subscript().size() == 1
            && parameter.subscript().get(0) instanceof Part.Literal literal
            && isAll(literal.text()));
  }

  private Optional<ImmutableList<Value>> list(Part.Parameter parameter) {
    if (isAll(parameter.name())) {
      return surroundings.arguments().filter(values -> affords(values.size(), parameter));
    }
    Optional<Variable> variable = surroundings.variable(parameter.name());
    return variable
        .filter(v -> !v.open() && affords(v.elements().size(), parameter))
        .map(v -> ImmutableList.copyOf(v.elements().values()));
  }

  /** A few values cost nothing; many do, each time again. */
  private boolean affords(int values, Part.Parameter parameter) {
    return values <= 4 || surroundings.affords(16L * values, parameter.span());
  }

  private ImmutableList<Value> eachOf(ImmutableList<Value> values, Part.Parameter parameter) {
    if (parameter.operator().isEmpty()) {
      return values;
    }
    if (parameter.operator().equals(":")) {
      return slice(values, parameter);
    }
    if (values.isEmpty() && parameter.operator().matches(":?[-=]")) {
      return ImmutableList.of(argument(parameter, false));
    }
    ImmutableList.Builder<Value> changed = ImmutableList.builder();
    for (Value value : values) {
      changed.add(apply(Optional.of(value), parameter, false));
    }
    return changed.build();
  }

  private ImmutableList<Value> slice(ImmutableList<Value> values, Part.Parameter parameter) {
    Optional<Long> offset = number(parameter, parameter.argument());
    Optional<Long> length =
        parameter.second().isEmpty()
            ? Optional.of(1L << 20)
            : number(parameter, parameter.second());
    if (offset.isEmpty() || length.isEmpty()) {
      return ImmutableList.of(unknown(parameter, Piece.Kind.VARIABLE));
    }
    long from = offset.get() < 0 ? values.size() + offset.get() : offset.get();
    if (isAll(parameter.name())) {
      from = Math.max(from - 1, 0);
    }
    int start = (int) Math.max(0, Math.min(from, values.size()));
    int end = (int) Math.max(start, Math.min(start + length.get(), values.size()));
    return values.subList(start, end);
  }

  private Optional<Long> number(Part.Parameter parameter, ImmutableList<Part> expression) {
    return expander
        .arithmetic(parameter.span(), expression)
        .constant()
        .map(Long::parseLong)
        .filter(n -> Math.abs(n) < 1L << 30);
  }

  private static void spread(
      Fields fields, ImmutableList<Value> values, Part.Parameter parameter, boolean quoted) {
    boolean joined =
        quoted
            && (parameter.name().equals("*")
                || (!parameter.subscript().isEmpty()
                    && parameter.subscript().get(0) instanceof Part.Literal literal
                    && literal.text().equals("*")));
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        if (joined || !fields.splitting()) {
          fields.text(" ");
        } else {
          fields.finish();
        }
      }
      fields.result(values.get(i), quoted);
    }
  }

  private void keys(Fields fields, Part.Parameter parameter, boolean quoted) {
    Optional<Variable> variable = surroundings.variable(parameter.name()).filter(v -> !v.open());
    if (variable.isEmpty() || !isList(parameter)) {
      fields.result(unknown(parameter, Piece.Kind.INPUT), quoted);
      return;
    }
    boolean first = true;
    for (String key : variable.get().elements().keySet()) {
      if (!first) {
        if (fields.splitting()) {
          fields.finish();
        } else {
          fields.text(" ");
        }
      }
      fields.result(Value.of(parameter.span(), key), true);
      first = false;
    }
  }

  private Value value(Part.Parameter parameter, boolean quoted) {
    return switch (parameter.prefix()) {
      case LENGTH -> length(parameter);
      case INDIRECT -> indirect(parameter, quoted);
      case NONE -> apply(read(parameter), parameter, quoted);
    };
  }

  private Value length(Part.Parameter parameter) {
    Optional<Integer> length;
    if (isList(parameter)) {
      length = list(parameter).map(List::size);
    } else {
      length =
          read(parameter)
              .flatMap(Value::constant)
              .map(text -> text.codePointCount(0, text.length()));
    }
    return length
        .map(n -> Value.of(parameter.span(), Integer.toString(n)))
        .orElseGet(() -> unknown(parameter, Piece.Kind.NUMBER));
  }

  private Value indirect(Part.Parameter parameter, boolean quoted) {
    if (parameter.operator().equals("names")) {
      return unknown(parameter, Piece.Kind.INPUT);
    }
    Optional<String> target = read(parameter).flatMap(Value::constant);
    if (target.isEmpty()) {
      return unknown(parameter, Piece.Kind.VARIABLE);
    }
    Part.Parameter pointed =
        new Part.Parameter(
            parameter.span(),
            target.get(),
            Part.Prefix.NONE,
            ImmutableList.of(),
            parameter.operator(),
            parameter.argument(),
            parameter.second());
    return apply(read(pointed), pointed, quoted);
  }

  /** The value before any operator; empty when the text does not set it. */
  private Optional<Value> read(Part.Parameter parameter) {
    String name = parameter.name();
    char first = name.isEmpty() ? '\0' : name.charAt(0);
    if (first >= '1' && first <= '9') {
      int index = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
      Optional<ImmutableList<Value>> arguments = surroundings.arguments();
      return arguments.map(
          all -> index <= all.size() ? all.get(index - 1) : Value.of(parameter.span(), ""));
    }
    if (name.equals("#")) {
      return surroundings
          .arguments()
          .map(all -> Value.of(parameter.span(), Integer.toString(all.size())));
    }
    Optional<Variable> variable = surroundings.variable(name);
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    String key = "0";
    if (!parameter.subscript().isEmpty()) {
      Optional<String> known = key(parameter, variable.get());
      if (known.isEmpty()) {
        return Optional.empty();
      }
      key = known.get();
    }
    Optional<Value> element = variable.get().element(key);
    return element.isEmpty() && !variable.get().open()
        ? Optional.of(Value.of(parameter.span(), ""))
        : element;
  }

  private Optional<String> key(Part.Parameter parameter, Variable variable) {
    Optional<String> text =
        expander.value(parameter.span(), parameter.subscript(), false).constant();
    if (text.isPresent() && variable.elements().containsKey(text.get())) {
      return text;
    }
    Optional<String> index =
        expander.arithmetic(parameter.span(), parameter.subscript()).constant();
    if (index.isPresent() && index.get().startsWith("-")) {
      int back = variable.elements().size() + Integer.parseInt(index.get());
      return Optional.of(Integer.toString(back));
    }
    return index.or(() -> text);
  }

  private Value apply(Optional<Value> value, Part.Parameter parameter, boolean quoted) {
    String operator = parameter.operator();
    switch (operator) {
      case "":
        return value.orElseGet(() -> unknown(parameter, Piece.Kind.VARIABLE));
      case "-", ":-", "=", ":=":
        boolean missing = value.isEmpty() || (isEmpty(value.get()) && operator.startsWith(":"));
        if (!missing) {
          return value.get();
        }
        Value otherwise = argument(parameter, quoted);
        if (operator.endsWith("=")) {
          surroundings.assign(parameter.name(), Variable.of(otherwise));
        }
        return otherwise;
      case "+", ":+":
        return value.isPresent() && isEmpty(value.get()) && operator.startsWith(":")
            ? Value.of(parameter.span(), "")
            : argument(parameter, quoted);
      case "?", ":?":
        return value.orElseGet(() -> unknown(parameter, Piece.Kind.FILLED_VARIABLE));
      case "unreadable":
        return unknown(parameter, Piece.Kind.VARIABLE);
      default:
        return change(value.orElseGet(() -> unknown(parameter, Piece.Kind.VARIABLE)), parameter);
    }
  }

  private static boolean isEmpty(Value value) {
    return value.pieces().isEmpty();
  }

  private Value argument(Part.Parameter parameter, boolean quoted) {
    return quoted
        ? expander.text(parameter.span(), parameter.argument())
        : expander.value(parameter.span(), parameter.argument(), true);
  }

  private Value change(Value value, Part.Parameter parameter) {
    Optional<String> text = value.constant();
    Optional<String> pattern = expander.pattern(parameter.argument());
    Optional<String> changed = Optional.empty();
    if (text.isPresent() && text.get().length() <= Trimming.MAX_LENGTH) {
      changed =
          switch (parameter.operator()) {
            case ":" -> substring(text.get(), parameter);
            case "#", "##", "%", "%%" ->
                pattern
                    .filter(p -> affords(text.get(), p, false, parameter))
                    .map(p -> Trimming.trim(text.get(), p, parameter.operator()));
            case "/", "//", "/#", "/%" ->
                pattern
                    .filter(p -> affords(text.get(), p, true, parameter))
                    .flatMap(
                        p ->
                            expander
                                .value(parameter.span(), parameter.second(), false)
                                .constant()
                                .map(
                                    r -> Trimming.replace(text.get(), p, r, parameter.operator())));
            case "^^" -> Optional.of(text.get().toUpperCase(Locale.ROOT));
            case ",," -> Optional.of(text.get().toLowerCase(Locale.ROOT));
            case "^" -> Optional.of(firstCase(text.get(), true));
            case "," -> Optional.of(firstCase(text.get(), false));
            case "@" -> transformed(text.get(), pattern.orElse(""));
            default -> Optional.empty();
          };
    }
    return changed
        .map(t -> Value.of(parameter.span(), t))
        .orElseGet(() -> withoutText(value, parameter));
  }

  private boolean affords(String text, String pattern, boolean all, Part.Parameter parameter) {
    long cost = Trimming.cost(text, pattern, all);
    return cost <= CHEAP || surroundings.affords(cost - CHEAP, parameter.span());
  }

  private static String firstCase(String text, boolean upper) {
    if (text.isEmpty()) {
      return text;
    }
    String first = text.substring(0, 1);
    return (upper ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT))
        + text.substring(1);
  }

  private static Optional<String> transformed(String text, String how) {
    return switch (how) {
      case "U" -> Optional.of(text.toUpperCase(Locale.ROOT));
      case "L" -> Optional.of(text.toLowerCase(Locale.ROOT));
      case "u" -> Optional.of(firstCase(text, true));
      case "Q" -> Optional.of("'" + text.replace("'", "'\\''") + "'");
      case "E" -> Optional.of(AnsiEscapes.decode(text, AnsiEscapes.Dialect.QUOTE));
      default -> Optional.empty();
    };
  }

  private Optional<String> substring(String text, Part.Parameter parameter) {
    Optional<Long> offset = number(parameter, parameter.argument());
    Optional<Long> length =
        parameter.second().isEmpty()
            ? Optional.of((long) text.length())
            : number(parameter, parameter.second());
    if (offset.isEmpty() || length.isEmpty()) {
      return Optional.empty();
    }
    long from = offset.get() < 0 ? text.length() + offset.get() : offset.get();
    if (from < 0 || from > text.length()) {
      return Optional.of("");
    }
    long end = length.get() < 0 ? text.length() + length.get() : from + length.get();
    return Optional.of(
        text.substring((int) from, (int) Math.max(from, Math.min(end, text.length()))));
  }

  /** What is left of a value that was changed in a way that cannot be worked out. */
  private static Value withoutText(Value value, Part.Parameter parameter) {
    List<Piece> pieces = new ArrayList<>();
    Piece.Kind kind = value.firstUnknown().map(Piece.Unknown::kind).orElse(Piece.Kind.VARIABLE);
    boolean number = kind == Piece.Kind.NUMBER || kind == Piece.Kind.NAME;
    pieces.add(
        new Piece.Unknown(
            parameter.span(), number ? kind : Piece.Kind.VARIABLE, parameter.name(), false));
    return Value.join(parameter.span(), pieces);
  }

  private static Value unknown(Part.Parameter parameter, Piece.Kind kind) {
    String name = parameter.name();
    Piece.Kind actual =
        switch (name) {
          case "?", "#", "$", "!" -> Piece.Kind.NUMBER;
          case "-", "0" -> Piece.Kind.NAME;
          default -> kind;
        };
    return Value.unknown(parameter.span(), actual, name.isEmpty() ? "unreadable" : name);
  }
}
