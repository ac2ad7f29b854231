package io.countersign.ledger;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Effect;
import io.countersign.problem.Problem;

/**
 * How a proposed call stands to what its sponsor's calls did before.
 *
 * @param counters sums, this call included
 * @param sequence what the call would complete together with earlier ones, as one effect each: a
 *     replacement, a large deletion made of small ones, the deletion of something whose safeguard
 *     was removed before
 * @param held why the call waits for people: a step before it failed, or nobody knows whether it
 *     happened
 * @param mark what the ledger had seen; the call is entered only if that still holds
 * @param troubled whether the session has a step that did not succeed, so that a success counts
 */
public record Standing(
    Counters counters,
    ImmutableList<Effect> sequence,
    ImmutableList<Problem> held,
    long mark,
    boolean troubled) {

  /** The standing of a call that has no past. */
  public static Standing of(Counters counters) {
    return new Standing(counters, ImmutableList.of(), ImmutableList.of(), Past.NO_MARK, false);
  }
}
