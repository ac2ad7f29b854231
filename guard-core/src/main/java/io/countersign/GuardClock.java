package io.countersign;

import io.countersign.decision.DecisionCode;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The guard's one clock. Time that goes back would give dead approvals a second life, so it is
 * refused; a step smaller than the tolerance, as time servers make them, is waited out.
 */
final class GuardClock {

  static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final InstantSource source;
  private Instant latest;

  /**
   * A clock that never showed less than {@code notBefore}.
   *
   * @param notBefore the last time that is on record
   */
  GuardClock(InstantSource source, Instant notBefore) {
    this.source = source;
    this.latest = notBefore;
  }

  synchronized Instant now() {
    Instant now = source.instant();
    if (now.isBefore(latest)) {
      if (Duration.between(now, latest).compareTo(TOLERANCE) > 0) {
        throw new CountersignException(
            new Problem(
                DecisionCode.CLOCK_WENT_BACK,
                "The clock shows " + now + ", but " + latest + " is already on record.",
                "Set the clock right; nothing is let through meanwhile."));
      }
      return latest;
    }
    latest = now;
    return now;
  }
}
