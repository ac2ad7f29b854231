package io.countersign.shell.program;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Glob;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Locale;

/**
 * When a rule applies: all of its groups hold, a group holds when one of its tests does.
 *
 * @param groups tests, joined by "or" inside and by "and" between them
 */
record Condition(ImmutableList<ImmutableList<Test>> groups) {

  /** Holds always. */
  static final Condition ALWAYS = new Condition(ImmutableList.of());

  Certainty holds(CommandLine line) {
    Certainty all = Certainty.YES;
    for (ImmutableList<Test> group : groups) {
      Certainty any = Certainty.NO;
      for (Test test : group) {
        any = any.or(test.holds(line));
      }
      all = all.and(any);
    }
    return all;
  }

  /** One question about a command line. */
  sealed interface Test {
    Certainty holds(CommandLine line);
  }

  record Not(Test test) implements Test {
    @Override
    public Certainty holds(CommandLine line) {
      return test.holds(line).not();
    }
  }

  /** The option is given. */
  record Given(String option) implements Test {
    @Override
    public Certainty holds(CommandLine line) {
      return line.given(option);
    }
  }

  /** The number of positionals compares so: {@code op} is {@code <}, {@code >} or {@code =}. */
  record Count(char op, int number) implements Test {
    @Override
    public Certainty holds(CommandLine line) {
      int count = line.positionals().size();
      return Certainty.of(
          op == '<' ? count < number : op == '>' ? count > number : count == number);
    }
  }

  /**
   * A value matches one of the patterns, whatever its case.
   *
   * @param ref which values
   * @param any whether one of several values is enough; otherwise the last counts
   * @param surely whether a value that is not known counts as not matching
   */
  record Matches(Ref ref, boolean any, boolean surely, ImmutableList<String> patterns)
      implements Test {
    @Override
    public Certainty holds(CommandLine line) {
      Certainty holds = answer(line);
      return surely && holds == Certainty.MAYBE ? Certainty.NO : holds;
    }

    private Certainty answer(CommandLine line) {
      List<Value> values = ref.values(line);
      if (values.isEmpty()) {
        return ref.kind() == Ref.Kind.OPTION && line.given(ref.name()) == Certainty.YES
            ? match("")
            : line.obscured() && ref.kind() == Ref.Kind.OPTION ? Certainty.MAYBE : Certainty.NO;
      }
      if (!any) {
        return match(values.get(values.size() - 1));
      }
      Certainty found = Certainty.NO;
      for (Value value : values) {
        found = found.or(match(value));
      }
      return found;
    }

    private Certainty match(Value value) {
      if (value.constant().isPresent()) {
        return match(value.constant().get());
      }
      String prefix = value.prefix().toLowerCase(Locale.ROOT);
      Certainty possible = Certainty.NO;
      for (String pattern : patterns) {
        if (pattern.equals("*") || sure(pattern, prefix)) {
          return Certainty.YES;
        }
        if (possible(pattern, prefix)) {
          possible = Certainty.MAYBE;
        }
      }
      return possible;
    }

    private static boolean sure(String pattern, String prefix) {
      int star = pattern.indexOf('*');
      return star > 0
          && star == pattern.length() - 1
          && prefix.startsWith(pattern.substring(0, star));
    }

    private static boolean possible(String pattern, String prefix) {
      int star = pattern.indexOf('*');
      String fixed = star < 0 ? pattern : pattern.substring(0, star);
      return fixed.startsWith(prefix) || (star >= 0 && prefix.startsWith(fixed));
    }

    private Certainty match(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      for (String pattern : patterns) {
        if (Glob.matches(pattern, lower)) {
          return Certainty.YES;
        }
      }
      return Certainty.NO;
    }
  }

  /** Two dashes stand before the positionals, or some of them. */
  record Dashes() implements Test {
    @Override
    public Certainty holds(CommandLine line) {
      return Certainty.of(line.dashes() >= 0);
    }
  }

  /** Something is connected to standard input. */
  record Reading() implements Test {
    @Override
    public Certainty holds(CommandLine line) {
      return Certainty.of(!(line.scope().input() instanceof Input.None));
    }
  }

  /** A variable of the environment has a matching value, as far as the text sets it. */
  record Variable(String name, ImmutableList<String> patterns) implements Test {
    @Override
    public Certainty holds(CommandLine line) {
      Value value = line.scope().environment().find(name).orElse(null);
      if (value == null) {
        return Certainty.NO;
      }
      return value
          .constant()
          .map(
              text ->
                  Certainty.of(
                      patterns.stream()
                          .anyMatch(p -> Glob.matches(p, text.toLowerCase(Locale.ROOT)))))
          .orElse(Certainty.MAYBE);
    }
  }
}
