package io.countersign.shell.tree;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;

/** A piece of a word. */
public sealed interface Part extends Node {

  <T> T accept(Visitor<T> visitor);

  /**
   * Plain text. Outside quotes, glob characters, braces and a leading tilde still mean something.
   */
  record Literal(Span span, String text) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.literal(this);
    }
  }

  /** A character behind a backslash. */
  record Escaped(Span span, String text) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.escaped(this);
    }
  }

  /** {@code '…'}. */
  record SingleQuoted(Span span, String text) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.singleQuoted(this);
    }
  }

  /**
   * {@code $'…'}.
   *
   * @param raw what stands between the quotes, escapes and all
   */
  record AnsiQuoted(Span span, String raw) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.ansiQuoted(this);
    }
  }

  /**
   * {@code "…"}, or {@code $"…"}.
   *
   * @param translated whether a dollar stands before it, which makes it subject to translation
   */
  record DoubleQuoted(Span span, boolean translated, ImmutableList<Part> parts) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.doubleQuoted(this);
    }
  }

  /** What stands before the name inside <code>${…}</code>. */
  enum Prefix {
    NONE,
    /** <code>${#name}</code>. */
    LENGTH,
    /** <code>${!name}</code>; with the operator {@code names} all names that begin so. */
    INDIRECT
  }

  /**
   * {@code $name} or <code>${…}</code>.
   *
   * @param name a name, digits, or one of {@code @ * # ? - $ ! _}
   * @param subscript what stands in brackets after the name; empty when there is none
   * @param operator as written ({@code :-}, {@code ##}, {@code //}, {@code @}, {@code :} for a
   *     substring …), {@code names} for <code>${!prefix*}</code>, or empty
   * @param argument first operand of the operator
   * @param second replacement of {@code /}, length of {@code :}
   */
  record Parameter(
      Span span,
      String name,
      Prefix prefix,
      ImmutableList<Part> subscript,
      String operator,
      ImmutableList<Part> argument,
      ImmutableList<Part> second)
      implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.parameter(this);
    }
  }

  /** {@code $(…)} or {@code `…`}. */
  record CommandSubstitution(Span span, Script script) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.commandSubstitution(this);
    }
  }

  /** {@code $((…))} or {@code $[…]}: the expression is text until it is expanded. */
  record ArithmeticExpansion(Span span, ImmutableList<Part> expression) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.arithmeticExpansion(this);
    }
  }

  /**
   * {@code <(…)} or {@code >(…)}.
   *
   * @param reads whether the command reads what the script writes
   */
  record ProcessSubstitution(Span span, boolean reads, Script script) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.processSubstitution(this);
    }
  }

  /**
   * {@code @(a|b)} and its kin.
   *
   * @param operator one of {@code ? * + @ !}
   * @param pattern what stands in the parentheses
   */
  record ExtendedGlob(Span span, String operator, ImmutableList<Part> pattern) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.extendedGlob(this);
    }
  }

  /** {@code (a b c)} on the right of an assignment; elements may be {@code [key]=value}. */
  record ArrayLiteral(Span span, ImmutableList<Word> elements) implements Part {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.arrayLiteral(this);
    }
  }

  /** One answer for each kind of part. */
  interface Visitor<T> {
    T literal(Literal part);

    T escaped(Escaped part);

    T singleQuoted(SingleQuoted part);

    T ansiQuoted(AnsiQuoted part);

    T doubleQuoted(DoubleQuoted part);

    T parameter(Parameter part);

    T commandSubstitution(CommandSubstitution part);

    T arithmeticExpansion(ArithmeticExpansion part);

    T processSubstitution(ProcessSubstitution part);

    T extendedGlob(ExtendedGlob part);

    T arrayLiteral(ArrayLiteral part);
  }
}
