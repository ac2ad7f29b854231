package io.countersign.shell.program;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.call.Facts;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command after its options are told from its other words.
 *
 * @param argv the words
 * @param scope where it runs
 * @param node the subcommand that it names, or the program itself
 * @param options values by option, under each option's first name; an option without a value has an
 *     empty list
 * @param positionals the words that are neither options, their values, nor names of subcommands
 * @param dashes how many positionals stand before {@code --}; -1 when there is none
 * @param unknownVerb the word that stands where a subcommand is expected and is none, or null
 * @param obscure words that may be any option, or several
 * @param facts what options say about the place
 * @param restAt index in {@link #argv} of the first positional; one past the end when there is none
 */
record CommandLine(
    Argv argv,
    Scope scope,
    Node node,
    ImmutableMap<String, ImmutableList<Value>> options,
    ImmutableList<Value> positionals,
    int dashes,
    @Nullable Value unknownVerb,
    ImmutableList<Value> obscure,
    Facts facts,
    int restAt) {

  /** Whether an option is given, whichever of its names is asked for. */
  Certainty given(String option) {
    if (options.containsKey(canonical(option))) {
      return Certainty.YES;
    }
    return obscured() ? Certainty.MAYBE : Certainty.NO;
  }

  /** The values of an option, in order. */
  List<Value> values(String option) {
    return options.getOrDefault(canonical(option), ImmutableList.of());
  }

  /** The last value of an option, if it is given and known. */
  Optional<String> value(String option) {
    List<Value> values = values(option);
    return values.isEmpty() ? Optional.empty() : values.get(values.size() - 1).constant();
  }

  boolean has(String option) {
    return options.containsKey(canonical(option));
  }

  boolean obscured() {
    return !obscure.isEmpty();
  }

  /** The known text of a positional, counted from 1. */
  Optional<String> positional(int number) {
    return number <= positionals.size() ? positionals.get(number - 1).constant() : Optional.empty();
  }

  /**
   * The other reading of a command line whose only word behind the subcommand may be options as
   * well as an operand, as in {@code git clean $X}.
   */
  Optional<CommandLine> withOptionsForOperand() {
    if (node.parent == null
        || !options.keySet().stream().allMatch(this::isGlobal)
        || positionals.size() != 1
        || unknownVerb != null
        || obscured()
        || dashes >= 0
        || !Symbolic.mayBeOptions(positionals.get(0))) {
      return Optional.empty();
    }
    return Optional.of(
        new CommandLine(
            argv,
            scope,
            node,
            options,
            ImmutableList.of(),
            dashes,
            null,
            positionals,
            facts,
            argv.words().size()));
  }

  /** Whether an option is one of the program or of a group, and none of the subcommand itself. */
  private boolean isGlobal(String option) {
    if (node.options.containsKey(option) || node.own.containsKey(option)) {
      return false;
    }
    for (Node above = node.parent; above != null; above = above.parent) {
      if (above.options.containsKey(option) || above.own.containsKey(option)) {
        return true;
      }
    }
    return false;
  }

  private String canonical(String option) {
    Option found = node.option(option);
    return found == null ? option : found.name();
  }

  /** The options that are given, for people. */
  Map<String, ImmutableList<Value>> given() {
    return options;
  }
}
