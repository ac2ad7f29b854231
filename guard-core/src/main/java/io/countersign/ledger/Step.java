package io.countersign.ledger;

import com.google.common.collect.ImmutableList;
import java.time.Instant;

/**
 * One call that was let through.
 *
 * @param person whose call it was: the sponsor's {@code humanKey}, so that a second agent or a
 *     second account does not start a new count
 * @param session the conversation it belonged to; may be empty
 * @param call digest of the call, in hexadecimal, by which it is found again
 * @param at when it began
 * @param approved whether peers had agreed to it
 * @param touches what it did, as far as that matters later; at most {@link #MAX_TOUCHES}
 * @param outcome how it ended
 */
public record Step(
    String person,
    String session,
    String call,
    Instant at,
    boolean approved,
    ImmutableList<Touch> touches,
    Outcome outcome) {

  /** Most touches of one step; a call with more has its last one stand for the rest. */
  public static final int MAX_TOUCHES = 100;

  /** Whether it took something away. */
  public boolean removes() {
    for (Touch touch : touches) {
      if (touch.removes()) {
        return true;
      }
    }
    return false;
  }

  /** The same step, ended. */
  public Step ended(Outcome how) {
    return new Step(person, session, call, at, approved, touches, how);
  }
}
