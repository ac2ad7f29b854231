package io.countersign.policies;

import io.countersign.policy.PolicyCode;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded set of instances. The SDK's own pool sets the data anew for each loan (13 decisions'
 * worth at 286 KB), waits without end and can lose a place for ever; hence this one. Instances that
 * are thrown away are replaced in the background.
 */
final class WasmPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WasmPool.class);

  private final Supplier<WasmInstance> maker;
  private final BlockingQueue<WasmInstance> idle = new LinkedBlockingQueue<>();
  private final AtomicInteger missing;
  private final ExecutorService builder =
      Executors.newSingleThreadExecutor(
          task -> Watchdog.daemon(task, "countersign-policy-builder"));

  /** An empty pool that builds its instances as they are asked for, or by {@link #fill()}. */
  WasmPool(Supplier<WasmInstance> maker, int size) {
    this.maker = maker;
    this.missing = new AtomicInteger(size);
  }

  /** Builds all instances now. */
  void fill() {
    while (claimMissing()) {
      idle.add(make());
    }
  }

  /**
   * An instance for the calling thread alone.
   *
   * @return null when none became free in time
   * @throws PolicyLoadException when one had to be built and could not be
   */
  @Nullable WasmInstance borrow(Duration timeout) throws InterruptedException {
    WasmInstance instance = idle.poll();
    if (instance != null) {
      return instance;
    }
    if (claimMissing()) {
      return make();
    }
    return idle.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  void giveBack(WasmInstance instance) {
    idle.add(instance);
  }

  /** Forgets a borrowed instance and builds another in its place. */
  void replace() {
    missing.incrementAndGet();
    try {
      builder.execute(
          () -> {
            if (claimMissing()) {
              try {
                idle.add(make());
              } catch (PolicyLoadException e) {
                // The place stays free, and the next borrower tries again.
                LOG.warn("A policy instance could not be replaced.", e);
              }
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("The engine is closed; no instance is replaced.", e);
    }
  }

  private boolean claimMissing() {
    return missing.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  private WasmInstance make() {
    boolean made = false;
    try {
      WasmInstance instance = maker.get();
      made = true;
      return instance;
    } catch (OutOfMemoryError e) {
      throw new PolicyLoadException(
          new Problem(
              PolicyCode.OUT_OF_MEMORY,
              "There is not enough memory for another instance of the policy.",
              "Give the JVM more heap, or the engine fewer instances."),
          e);
    } finally {
      if (!made) {
        missing.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    builder.shutdownNow();
    idle.clear();
  }
}
