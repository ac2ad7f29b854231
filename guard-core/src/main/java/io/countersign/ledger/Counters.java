package io.countersign.ledger;

import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Environment;

/**
 * Sums over the recent past of one sponsor, the proposed call included. Work inside the agent's own
 * workspace does not count.
 *
 * @param windowSeconds length of that past
 * @param removals effects that delete, replace or disarm something that does not come back by
 *     itself, wherever
 * @param removedResources distinct resources among them
 * @param calls calls let through by this process, and this one
 * @param environments the same for each environment in which something was taken away
 */
public record Counters(
    long windowSeconds,
    int removals,
    int removedResources,
    int calls,
    ImmutableMap<Environment, Sum> environments) {

  /** Sums of one who took nothing away. */
  public static Counters none(long windowSeconds, int calls) {
    return new Counters(windowSeconds, 0, 0, calls, ImmutableMap.of());
  }
}
