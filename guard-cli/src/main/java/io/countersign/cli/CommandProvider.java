package io.countersign.cli;

/**
 * Adds a command to the program. Found by {@link java.util.ServiceLoader}, so a module that brings
 * one lists its provider in {@code META-INF/services/io.countersign.cli.CommandProvider}.
 */
public interface CommandProvider {

  /**
   * A command.
   *
   * @param surroundings what to read from and print to
   * @return an object with picocli's {@code @Command} that is a {@code Callable<Integer>}; its name
   *     is none that the program has already
   */
  Object command(Surroundings surroundings);
}
