package io.countersign.shell.expand;

import io.countersign.problem.Span;

/** A stretch of a {@link Value}. */
public sealed interface Piece {

  /** Characters that are known. */
  record Text(String text) implements Piece {}

  /**
   * An unquoted pattern that the shell replaces by the names of files, or leaves as it is when
   * there are none.
   *
   * @param pattern as written: {@code *}, {@code ?}, {@code [a-z]}, {@code @(a|b)}
   */
  record Glob(String pattern) implements Piece {}

  /**
   * Characters that are not known.
   *
   * @param span the place that would have to be known
   * @param kind where they come from, and with that what they can look like
   * @param name for people and for rules of thumb: the name of the variable, the text of the
   *     command
   * @param splits whether it is unquoted, so that it may become no word or several
   */
  record Unknown(Span span, Kind kind, String name, boolean splits) implements Piece {}

  /** Where unknown characters come from. */
  enum Kind {
    /** A variable that the text does not set; it may also be empty or unset. */
    VARIABLE,
    /** As {@link #VARIABLE}, but surely not empty: <code>${X:?}</code>, or tested before. */
    FILLED_VARIABLE,
    /** What a command prints. */
    OUTPUT,
    /** Digits only: an arithmetic result, {@code $$}, {@code $#}, {@code $RANDOM}. */
    NUMBER,
    /** A name without slashes, not empty: a date, a commit, a host name. */
    NAME,
    /** Absolute path of a fresh temporary file or directory that this command line makes. */
    SCRATCH,
    /** Absolute path of the top of the checkout that the command works in. */
    WORKSPACE,
    /** Absolute path of the working directory, where it is not known. */
    DIRECTORY,
    /**
     * A path, relative to the text before it, of something that exists below: what {@code find}
     * hands on. Never empty, never {@code ..}; may be the starting point itself.
     */
    BELOW,
    /** What comes in at run time: a line of input, an item of {@code xargs}. */
    INPUT
  }
}
