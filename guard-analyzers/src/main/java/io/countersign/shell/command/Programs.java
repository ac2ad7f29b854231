package io.countersign.shell.command;

import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
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
   * it runs code of which nothing is known.
   */
  default Program unknown() {
    return (argv, scope) ->
        Analysis.of(
            new Effect(
                "process:Run",
                Verb.EXECUTE,
                Resource.of("program", argv.program()).with(scope.place()),
                Reversibility.UNKNOWN,
                Reach.UNKNOWN,
                Evidence.at(
                    "program-unknown", argv.get(0).span(), "nobody has described the program")));
  }
}
