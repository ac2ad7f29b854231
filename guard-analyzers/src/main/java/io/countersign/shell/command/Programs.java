package io.countersign.shell.command;

import com.google.common.collect.ImmutableMap;
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

  /** These, and where they know nothing, those. */
  default Programs orElse(Programs others) {
    return name -> find(name).or(() -> others.find(name));
  }
}
