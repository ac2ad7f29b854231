package io.countersign.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What the time of one call goes to, for {@code guard-bench/coldstart}. Takes no time when nobody
 * asked. Thread-safe.
 */
public final class Phases {

  /** System property that asks. */
  public static final String PROPERTY = "countersign.phases";

  /** Keeps nothing. */
  public static final Phases OFF = new Phases(false);

  private final boolean on;
  private final List<String> lines = new ArrayList<>();
  private long last = System.nanoTime();

  private Phases(boolean on) {
    this.on = on;
  }

  /** Phases from now on, if the property is set. */
  public static Phases current() {
    return System.getProperty(PROPERTY) == null ? OFF : new Phases(true);
  }

  /** Ends a phase of the calling thread, which began where the one before ended. */
  public synchronized void end(String name) {
    if (on) {
      long now = System.nanoTime();
      lines.add("phase " + name + " " + (now - last) / 1_000);
      last = now;
    }
  }

  /** Adds what another thread did meanwhile. */
  synchronized void beside(String name, long nanos) {
    if (on) {
      lines.add("phase " + name + " " + nanos / 1_000);
    }
  }

  /** Lines of {@code phase NAME MICROSECONDS}; empty when nobody asked. */
  public synchronized String report() {
    return on ? String.join("\n", lines) + "\n" : "";
  }
}
