package io.countersign.shell.program;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.Locale;
import java.util.Optional;

/** What a word may be whose value is not known, as far as its name and its quotes tell. */
final class Symbolic {

  /** Words in names of variables that hold an operand and no options. */
  private static final ImmutableSet<String> OPERANDS =
      ImmutableSet.copyOf(
          Splitter.on(' ')
              .split(
                  "branch branches ref refs tag tags version ver commit commits sha sha1 rev revs"
                      + " revision hash head base name names file files filename path paths dir"
                      + " directory folder url uri repo repository remote origin upstream image id"
                      + " ids host hostname pkg pkgs package packages module modules target targets"
                      + " service services container pod src source dst dest destination key msg"
                      + " message title user project env environment stage release feature topic"
                      + " start end from to main master default current new old prev previous"
                      + " latest pr issue number num script scripts task tasks"));

  private Symbolic() {}

  /** An unquoted variable that holds options, by its name: {@code $OPTS}, {@code $@}. */
  static boolean holdsOptions(Value word) {
    Optional<Piece.Unknown> only = only(word);
    if (only.isEmpty()) {
      return false;
    }
    String name = only.get().name().toUpperCase(Locale.ROOT);
    boolean all = name.equals("@") || name.equals("*") || name.endsWith("[@]");
    return all
        || only.get().splits()
            && (name.contains("OPT") || name.contains("FLAG") || name.contains("ARG"));
  }

  /**
   * Whether a word may be an option or several as well as an operand: it stands without quotes, the
   * text never sets it, and its name does not say that it is an operand.
   */
  static boolean mayBeOptions(Value word) {
    return only(word)
        .filter(u -> u.splits() && u.kind() == Piece.Kind.VARIABLE && !namesOperand(u.name()))
        .isPresent();
  }

  /** Whether the name of a variable says that it holds an operand: a branch, a script, a file. */
  static boolean namesOperand(Value word) {
    return only(word).filter(u -> namesOperand(u.name())).isPresent();
  }

  private static Optional<Piece.Unknown> only(Value word) {
    return word.pieces().size() == 1
            && word.pieces().get(0) instanceof Piece.Unknown unknown
            && unknown.kind() != Piece.Kind.SCRATCH
        ? Optional.of(unknown)
        : Optional.empty();
  }

  /** {@code BRANCH}, {@code newBranch}, {@code release_tag}. */
  private static boolean namesOperand(String name) {
    for (String part : name.split("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", -1)) {
      if (OPERANDS.contains(part.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
