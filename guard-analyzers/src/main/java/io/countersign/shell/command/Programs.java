package io.countersign.shell.command;

import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.problem.Problem;
import java.util.Map;
import java.util.Optional;

/** The programs that are known, by name. */
@FunctionalInterface
public interface Programs {

  /** No program is known. */
  Programs NONE = name -> Optional.empty();

  /**
   * Finds a program.
   *
   * @param name base name, as in {@link Argv#program()}
   */
  Optional<Program> find(String name);

  /** Programs from a map. */
  static Programs of(Map<String, ? extends Program> byName) {
    ImmutableMap<String, Program> programs = ImmutableMap.copyOf(byName);
    return name -> Optional.ofNullable(programs.get(name));
  }

  /**
   * Judges a program that {@link #find} does not know by its words alone. Without anything better
   * nothing can be said of it, which is not the same as harmless.
   */
  default Program unknown() {
    return (argv, scope) ->
        Analysis.unresolved(
            new Problem(
                CommandCode.PROGRAM_UNKNOWN,
                argv.get(0).span(),
                "`" + argv.get(0).shown() + "` is no program that is known.",
                "Describe the program, or ask for approval."));
  }
}
