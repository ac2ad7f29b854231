package io.countersign.decision;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets one action run once, soon, because nothing stood against it. Only the {@link Decider} makes
 * one. Thread-safe: of two threads that take it, one gets it.
 */
public final class Permit {

  private final FrozenAction action;
  private final Instant usableUntil;
  private final AtomicBoolean taken = new AtomicBoolean();

  Permit(FrozenAction action, Instant usableUntil) {
    this.action = action;
    this.usableUntil = usableUntil;
  }

  /** What it permits. */
  public FrozenAction action() {
    return action;
  }

  /** First instant at which it is worth nothing. */
  public Instant usableUntil() {
    return usableUntil;
  }

  /** Takes the permit; true for the first caller before its end, false ever after. */
  public boolean take(Instant now) {
    return now.isBefore(usableUntil) && taken.compareAndSet(false, true);
  }
}
