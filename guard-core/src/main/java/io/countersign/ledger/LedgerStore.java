package io.countersign.ledger;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Keeps what was let through. Implementations are thread-safe, and a durable one may be shared by
 * several processes. Duties, which {@code LedgerStoreContract} in guard-testkit tests:
 *
 * <ol>
 *   <li>{@link #add} keeps a step under a number higher than those before it, and {@link #past}
 *       hands out the steps of exactly that person.
 *   <li>{@link #add} is a compare-and-set: of several callers who saw the same mark, exactly one
 *       adds a step that takes something away.
 *   <li>{@link #end} changes how a step ended; {@link Outcome#NOT_BEGUN} takes it out.
 *   <li>A person has at least the newest {@link #MIN_REMOVING} steps that took something away, and
 *       the newest {@link #MIN_OTHERS} others, within the window; no number of others pushes out
 *       one that took something away.
 *   <li>What was acknowledged survives as the store's name promises.
 *   <li>A store that cannot be read or written throws {@link LedgerException}; it never answers as
 *       if it were empty.
 * </ol>
 */
public interface LedgerStore extends AutoCloseable {

  /**
   * Steps that took something away, which a store keeps of a person at the least. Their sum is past
   * the top of the scale, so that older ones change nothing.
   */
  int MIN_REMOVING = 1_000;

  /** Other steps that a store keeps of a person at the least. */
  int MIN_OTHERS = 100;

  /**
   * What a person's calls did.
   *
   * @param since the first instant of interest; earlier steps may be forgotten, and later calls for
   *     the same person never ask for an earlier instant
   */
  Past past(String person, Instant since);

  /**
   * Adds a step.
   *
   * @param mark the mark that the decision rests on; {@link Long#MAX_VALUE} adds in any case
   * @return its number, or empty when the step takes something away and another one of the same
   *     person did so after {@code mark}
   */
  OptionalLong add(Step step, long mark);

  /**
   * Says how a step ended. A number that is not known is left alone: the step is older than the
   * store remembers.
   *
   * @param number as {@link #add} returned it
   * @param at when
   */
  void end(String person, long number, Outcome outcome, Instant at);

  @Override
  void close();
}
