package io.countersign.hook;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes sure that exactly one answer is given, and that one is given in time: whoever takes the
 * answer first gives it. Started before anything that could take long.
 */
final class Watchdog {

  private final AtomicBoolean answered = new AtomicBoolean();
  private final long start = System.nanoTime();
  private final Runnable late;
  private long limitNanos;

  /**
   * A watchdog at work.
   *
   * @param limit from now
   * @param late gives the answer when the time is over, and ends the process
   */
  Watchdog(Duration limit, Runnable late) {
    this.limitNanos = limit.toNanos();
    this.late = late;
    Thread thread = new Thread(null, this::watch, "countersign-watchdog", 1 << 18);
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
  }

  /** Changes the limit, still from the start. */
  synchronized void limit(Duration limit) {
    limitNanos = limit.toNanos();
    notifyAll();
  }

  /** Whether the caller may give the answer; true for one caller only. */
  synchronized boolean take() {
    // Lets the thread go.
    notifyAll();
    return answered.compareAndSet(false, true);
  }

  private void watch() {
    try {
      synchronized (this) {
        for (long left = left(); left > 0 && !answered.get(); left = left()) {
          wait(Math.max(1, left / 1_000_000));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (take()) {
      late.run();
    }
  }

  private long left() {
    return limitNanos - (System.nanoTime() - start);
  }
}
