package io.countersign.cli;

import io.countersign.config.Machine;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;

/**
 * Everything that a command may touch besides files; handed in, so that tests run the real program.
 *
 * @param in standard input
 * @param out standard output, for answers
 * @param err standard error, for progress and problems
 * @param machine the computer and the account
 * @param clock the time
 * @param terminal whether a person sits at both ends
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Machine machine,
    InstantSource clock,
    boolean terminal) {

  /** This process's own. */
  public static Surroundings system() {
    return new Surroundings(
        System.in,
        System.out,
        System.err,
        Machine.current(),
        InstantSource.system(),
        System.console() != null);
  }

  /** Whether answers may be coloured. */
  public boolean colours() {
    return terminal && machine.variable("NO_COLOR").isEmpty() && !dumb();
  }

  private boolean dumb() {
    return machine.variable("TERM").filter("dumb"::equals).isPresent();
  }
}
