package io.countersign.shell.expand;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Word;
import java.util.List;
import java.util.Optional;

/** Turns words into values. Holds nothing of its own besides what it was handed. */
public final class Expander {

  private static final String BLANKS = " \t\n";

  private final Surroundings surroundings;
  private final Parameters parameters;

  public Expander(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.parameters = new Parameters(surroundings, this);
  }

  /** What a word of a simple command becomes: none, one or several values. */
  public ImmutableList<Value> words(Word word) {
    if (word.parts().size() == 1
        && word.parts().get(0) instanceof Part.Literal literal
        && isPlain(literal.text())) {
      return ImmutableList.of(Value.of(word.span(), literal.text()));
    }
    Optional<List<ImmutableList<Part>>> braces = Braces.expand(word);
    if (braces.isEmpty()) {
      return ImmutableList.of(Value.unknown(word.span(), Piece.Kind.INPUT, "many words"));
    }
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (ImmutableList<Part> parts : braces.get()) {
      Fields fields = new Fields(word.span(), separators(), true, surroundings);
      fill(fields, parts, false, true);
      values.addAll(fields.all());
    }
    return values.build();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '[' || c == '{' || c == '~' || c >= '\ue000') {
        return false;
      }
    }
    return true;
  }

  /** What a word becomes where it is not split: in assignments, as a subject of {@code case}. */
  public Value value(Word word) {
    return value(word.span(), word.parts(), true);
  }

  /** What the body of a here-document or an expression becomes. */
  public Value text(Span span, ImmutableList<Part> parts) {
    Fields fields = new Fields(span, "", false, surroundings);
    fill(fields, parts, true, false);
    return single(fields, span);
  }

  /** What unsplit parts become; globs stay text. */
  Value value(Span span, ImmutableList<Part> parts, boolean tilde) {
    Fields fields = new Fields(span, "", false, surroundings);
    fill(fields, parts, false, tilde);
    return single(fields, span);
  }

  private static Value single(Fields fields, Span span) {
    ImmutableList<Value> all = fields.all();
    return all.isEmpty() ? Value.of(span, "") : all.get(0);
  }

  /** A pattern in the form of {@link Pattern}, if it is known: what is quoted is escaped. */
  public Optional<String> pattern(ImmutableList<Part> parts) {
    StringBuilder pattern = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        pattern.append(literal.text());
      } else if (part instanceof Part.ExtendedGlob) {
        return Optional.empty();
      } else {
        Optional<String> text = value(part.span(), ImmutableList.of(part), false).constant();
        if (text.isEmpty()) {
          return Optional.empty();
        }
        boolean plain = part instanceof Part.Parameter || part instanceof Part.CommandSubstitution;
        pattern.append(plain ? text.get() : Pattern.quote(text.get()));
      }
    }
    return Optional.of(pattern.toString());
  }

  private String separators() {
    return surroundings
        .variable("IFS")
        .flatMap(v -> v.element("0"))
        .flatMap(Value::constant)
        .orElse(BLANKS);
  }

  private void fill(Fields fields, ImmutableList<Part> parts, boolean quoted, boolean tilde) {
    boolean first = tilde;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Part.Literal literal) {
        String text = literal.text();
        if (first && !quoted) {
          text = tilde(fields, literal, i + 1 == parts.size());
        }
        literal(fields, text, quoted);
      } else {
        part(fields, part, quoted);
      }
      first = false;
    }
  }

  private static void literal(Fields fields, String text, boolean quoted) {
    if (text.isEmpty()) {
      return;
    }
    if (quoted || !fields.splitting()) {
      fields.text(text);
    } else {
      fields.pattern(text);
    }
  }

  /** Adds what a leading tilde stands for; answers the rest of the text. */
  private String tilde(Fields fields, Part.Literal literal, boolean last) {
    String text = literal.text();
    int start = 0;
    int equals = text.indexOf('=');
    if (equals > 0 && isName(text.substring(0, equals))) {
      start = equals + 1;
    }
    if (!text.startsWith("~", start)) {
      return text;
    }
    int slash = text.indexOf('/', start);
    if (slash < 0 && !last) {
      return text;
    }
    int end = slash < 0 ? text.length() : slash;
    String user = text.substring(start + 1, end);
    if (user.startsWith("-") || !user.chars().allMatch(c -> c < 128 && c != ':')) {
      return text;
    }
    fields.text(text.substring(0, start));
    if (user.isEmpty()) {
      fields.text(surroundings.home());
    } else if (user.equals("+")) {
      fields.result(surroundings.directory(), true);
    } else {
      fields.text(user.equals("root") ? "/root" : "/home/" + user);
    }
    return text.substring(end);
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)))
        && !Character.isDigit(text.charAt(0));
  }

  private void part(Fields fields, Part part, boolean quoted) {
    part.accept(new Filling(fields, quoted));
  }

  private final class Filling implements Part.Visitor<Boolean> {
    private final Fields fields;
    private final boolean quoted;

    Filling(Fields fields, boolean quoted) {
      this.fields = fields;
      this.quoted = quoted;
    }

    @Override
    public Boolean literal(Part.Literal part) {
      Expander.literal(fields, part.text(), quoted);
      return true;
    }

    @Override
    public Boolean escaped(Part.Escaped part) {
      fields.text(part.text());
      return true;
    }

    @Override
    public Boolean singleQuoted(Part.SingleQuoted part) {
      fields.text(part.text());
      return true;
    }

    @Override
    public Boolean ansiQuoted(Part.AnsiQuoted part) {
      fields.text(AnsiEscapes.decode(part.raw(), AnsiEscapes.Dialect.QUOTE));
      return true;
    }

    @Override
    public Boolean doubleQuoted(Part.DoubleQuoted part) {
      if (parameters.isEmptyList(part)) {
        return true;
      }
      fields.quoted();
      fill(fields, part.parts(), true, false);
      return true;
    }

    @Override
    public Boolean parameter(Part.Parameter part) {
      parameters.expand(fields, part, quoted);
      return true;
    }

    @Override
    public Boolean commandSubstitution(Part.CommandSubstitution part) {
      fields.result(surroundings.output(part), quoted);
      return true;
    }

    @Override
    public Boolean arithmeticExpansion(Part.ArithmeticExpansion part) {
      fields.result(arithmetic(part.span(), part.expression()), quoted);
      return true;
    }

    @Override
    public Boolean processSubstitution(Part.ProcessSubstitution part) {
      fields.result(surroundings.name(part), true);
      return true;
    }

    @Override
    public Boolean extendedGlob(Part.ExtendedGlob part) {
      String pattern =
          part.operator() + "(" + value(part.span(), part.pattern(), false).shown() + ")";
      if (fields.splitting()) {
        fields.glob(pattern);
      } else {
        fields.text(pattern);
      }
      return true;
    }

    @Override
    public Boolean arrayLiteral(Part.ArrayLiteral part) {
      fields.text("(");
      for (Word element : part.elements()) {
        fields.result(value(element), true);
        fields.text(" ");
      }
      fields.text(")");
      return true;
    }
  }

  /** The number that an expression gives. */
  public Value arithmetic(Span span, ImmutableList<Part> expression) {
    return text(span, expression)
        .constant()
        .map(text -> new Arithmetic(text, surroundings).evaluate())
        .filter(java.util.OptionalLong::isPresent)
        .map(number -> Value.of(span, Long.toString(number.getAsLong())))
        .orElseGet(() -> Value.unknown(span, Piece.Kind.NUMBER, "a number"));
  }
}
