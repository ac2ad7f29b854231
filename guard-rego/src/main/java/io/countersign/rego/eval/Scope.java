package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;

/**
 * A block while it is compiled, and what is known of the locals there.
 *
 * @param function of the function that the block is in
 * @param uses of its body
 * @param end the number of its last statement
 */
record Scope(LocalUses function, BodyUses uses, int end) {
  static Scope of(LocalUses function, BodyUses uses, Block block) {
    return new Scope(function, uses, uses.end(block));
  }

  int number(Statement statement) {
    return uses.number(statement);
  }

  /**
   * Whether all that see what a statement of this block gives to a local are the statements after
   * it in the block.
   *
   * @param at the number of the statement
   * @param fills how many statements after it fill what it makes
   */
  boolean isOnlySeenFrom(int local, int at, int fills) {
    return function.isPrivate(local) && uses.isOnlySeenWithin(local, at, end, fills);
  }

  /** The same for a statement that one other looks at. */
  boolean isOnlySeenOnceFrom(int local, Statement statement) {
    int at = number(statement);
    return isOnlySeenFrom(local, at, 0) && uses.readsWithin(local, at, end) == 1;
  }

  /** Whether a statement of this block after the one with a number writes the local. */
  boolean isWrittenFrom(int local, int at) {
    return uses.isWrittenWithin(local, at, end);
  }

  boolean isReadByPlace(int local) {
    return uses.isReadByPlace(local);
  }
}
