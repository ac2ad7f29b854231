package io.countersign.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class StepClock implements InstantSource {

  private volatile Instant now;

  /** A clock that shows {@code start}. */
  public StepClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the clock; a negative step moves it back. */
  public synchronized void advance(Duration step) {
    now = now.plus(step);
  }

  /** Sets the clock. */
  public synchronized void set(Instant then) {
    now = then;
  }
}
