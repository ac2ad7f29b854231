package io.countersign.policy;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Environment;
import java.time.Instant;

/**
 * A time in which an environment is to be left alone.
 *
 * @param id name of the window
 * @param from first instant
 * @param until first instant after it
 * @param environments where it holds
 * @param reason why, for people
 */
public record Freeze(
    String id, Instant from, Instant until, ImmutableSet<Environment> environments, String reason) {

  /** Whether the window is open at an instant. */
  public boolean holdsAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
