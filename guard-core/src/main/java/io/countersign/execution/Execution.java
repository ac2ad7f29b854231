package io.countersign.execution;

import io.countersign.approval.State;
import io.countersign.decision.FrozenAction;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An action that has begun: the permit is taken, or the approved request is claimed. Whoever began
 * it says how it ended, once; an approved request that nobody ends becomes UNKNOWN when its lease
 * runs out. For hosts that cannot hand over an {@link Executor}, such as an interceptor with one
 * callback before and another after. Thread-safe.
 */
public final class Execution {

  /** Takes down how it ended. */
  @FunctionalInterface
  public interface Ending {
    /**
     * Records the outcome.
     *
     * @param outcome SUCCEEDED, FAILED or UNKNOWN
     * @param note why, in words without secrets, or an empty string
     */
    void record(State outcome, String note);
  }

  private final FrozenAction action;
  private final Ending ending;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * An execution that has begun.
   *
   * @param ending called at most once
   */
  public Execution(FrozenAction action, Ending ending) {
    this.action = action;
    this.ending = ending;
  }

  /** What is being done. */
  public FrozenAction action() {
    return action;
  }

  /** It happened. */
  public void succeeded() {
    end(State.SUCCEEDED, "");
  }

  /** It did not happen, or failed for good. */
  public void failed(String note) {
    end(State.FAILED, note);
  }

  /** Nobody can say whether it happened. */
  public void unknown(String note) {
    end(State.UNKNOWN, note);
  }

  /** Records the outcome, unless it was recorded before. */
  private void end(State outcome, String note) {
    if (ended.compareAndSet(false, true)) {
      ending.record(outcome, note);
    }
  }
}
