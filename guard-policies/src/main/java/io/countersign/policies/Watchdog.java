package io.countersign.policies;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts threads whose time is up. WebAssembly looks at the interrupt flag on every call and
 * loop, and has no other brake. One daemon thread.
 */
final class Watchdog implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  Watchdog() {
    timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "countersign-policy-watchdog"));
    timer.setRemoveOnCancelPolicy(true);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts watching the calling thread; end it on the same thread, in every case.
   *
   * @throws java.util.concurrent.RejectedExecutionException when this is closed
   */
  Watch watch(Duration deadline) {
    Watch watch = new Watch(Thread.currentThread());
    boolean started = false;
    try {
      watch.alarm = timer.schedule(watch::bark, deadline.toNanos(), TimeUnit.NANOSECONDS);
      started = true;
      return watch;
    } finally {
      if (!started) {
        watch.end();
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One evaluation under watch. */
  static final class Watch {

    private final Thread thread;
    private final boolean wasInterrupted;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean over;
    private boolean barked;

    private Watch(Thread thread) {
      this.thread = thread;
      // A caller that comes with the flag set would be thrown out at once.
      this.wasInterrupted = Thread.interrupted();
    }

    private synchronized void bark() {
      // Never after the end: the thread may be doing something else by then.
      if (!over) {
        barked = true;
        thread.interrupt();
      }
    }

    /**
     * Ends the watch and gives the thread back its interrupt flag as others set it.
     *
     * @return whether time was up
     */
    synchronized boolean end() {
      over = true;
      if (alarm != null) {
        alarm.cancel(false);
      }
      boolean flagged = Thread.interrupted();
      if (wasInterrupted || (flagged && !barked)) {
        thread.interrupt();
      }
      return barked;
    }
  }
}
