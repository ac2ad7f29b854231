package io.countersign.shell.program;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;

/** What a rule says that happens. */
sealed interface Action {

  /** Nothing. */
  record Nothing() implements Action {}

  /** The rules of the subcommand that the words belong to. */
  record Self() implements Action {}

  /**
   * An effect.
   *
   * @param operation empty for the program's and subcommand's name
   * @param type kind of resource
   * @param ids what identifies the resources; one effect for each
   * @param because for people; empty for a sentence made of the rest
   */
  record Does(
      String operation,
      Verb verb,
      Reversibility reversibility,
      Reach reach,
      String type,
      ImmutableList<Ref> ids,
      String because,
      String instead)
      implements Action {}

  /** Something done to files. */
  record Files(FileAction action, ImmutableList<Ref> paths) implements Action {}

  /** It cannot be said what happens. */
  record Unknown(String what, String next) implements Action {}

  /** A text for a shell. */
  record Shell(Ref text) implements Action {}

  /** A command that begins with a positional. */
  record Command(int from) implements Action {}

  /** The words from a positional on, as arguments of another command. */
  record As(ImmutableList<String> command, int from) implements Action {}

  /** A text in a language that an interpreter runs. */
  record Code(String interpreter, String option, Ref text) implements Action {}

  /** A file with commands for a shell. */
  record Script(Ref path) implements Action {}

  /** A call in another language; values by argument, a {@link Ref} or a {@link String}. */
  record Call(String tool, ImmutableMap<String, Object> arguments) implements Action {}

  /** A statement in a language that standard input may carry too. */
  record FromInput(String tool, String argument, ImmutableMap<String, Object> more)
      implements Action {}

  /** Java code that knows the rest. */
  record Java(String name) implements Action {}
}
