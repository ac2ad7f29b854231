package io.countersign;

import io.countersign.decision.DecisionCode;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one fence: whatever fails inside comes out as a denial with its own code. */
final class Fence {

  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

  private Fence() {}

  /**
   * Runs {@code body}.
   *
   * @param denied makes the answer, or throws, when the body failed
   */
  static <T> T around(Supplier<T> body, Function<Problem, T> denied) {
    try {
      return body.get();
    } catch (NotAllowedException e) {
      throw e;
    } catch (CountersignException e) {
      LOG.warn("denied: {}", e.problem());
      return denied.apply(e.problem());
    } catch (OutOfMemoryError e) {
      return denied.apply(
          new Problem(
              DecisionCode.OUT_OF_MEMORY,
              "There was not enough memory to decide.",
              "Give the guard more memory."));
    } catch (RuntimeException | Error e) {
      LOG.error("the guard failed", e);
      return denied.apply(
          new Problem(
              DecisionCode.INTERNAL_ERROR,
              "The guard failed inside.",
              "Report it with the log of this moment."));
    }
  }
}
