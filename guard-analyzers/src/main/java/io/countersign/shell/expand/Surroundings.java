package io.countersign.shell.expand;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.tree.Part;
import java.util.Optional;

/** What expansion may ask. Whoever runs the commands answers. */
public interface Surroundings {

  /** A variable that the text sets, or that is the same everywhere; empty when it is not known. */
  Optional<Variable> variable(String name);

  /** Sets a variable, for <code>${name:=value}</code> and for arithmetic. */
  void assign(String name, Variable value);

  /** The positional parameters, from {@code $1}; empty when they are not known. */
  Optional<ImmutableList<Value>> arguments();

  /** The working directory. */
  Value directory();

  /** The home directory of the user. */
  String home();

  /** What a command substitution prints, without the line ends at its end. */
  Value output(Part.CommandSubstitution substitution);

  /** The name that stands for a process substitution. */
  Value name(Part.ProcessSubstitution substitution);

  /**
   * Whether so many characters may be put into a word once more. A text of n characters can ask for
   * a value of n characters n times over, or double one with every assignment.
   */
  boolean affords(long characters, Span where);

  /**
   * What a private-use character of the text stands for, when the text was put together from values
   * that are not known.
   */
  Optional<Piece.Unknown> standsFor(char c);
}
