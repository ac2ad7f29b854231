package io.countersign.policy;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who must approve, and how fast.
 *
 * @param seats never empty
 * @param approveWithin time for the votes, from the proposal; positive, at most 7 days
 * @param executeWithin time for the execution, from the last vote; positive, at most 7 days
 */
public record Requirement(
    ImmutableList<Seat> seats, Duration approveWithin, Duration executeWithin) {

  private static final Duration LONGEST = Duration.ofDays(7);

  public Requirement {
    if (seats.isEmpty()) {
      throw new IllegalArgumentException("a requirement has at least one seat");
    }
    check(approveWithin);
    check(executeWithin);
  }

  public Requirement(List<Seat> seats, Duration approveWithin, Duration executeWithin) {
    this(ImmutableList.copyOf(seats), approveWithin, executeWithin);
  }

  private static void check(Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a time limit is positive and at most 7 days");
    }
  }

  /** How many people must approve in all. */
  public int people() {
    return seats.stream().mapToInt(Seat::count).sum();
  }

  @Override
  public String toString() {
    return seats.stream().map(Seat::toString).collect(Collectors.joining("; "));
  }
}
