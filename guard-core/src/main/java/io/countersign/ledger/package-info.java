/**
 * What the same people have done lately, so that forty small deletions weigh as much as the large
 * one that they add up to, and a step after one that failed waits. In: effects that were let
 * through. Out: a {@link io.countersign.ledger.Standing} for classification and policy. Start
 * reading at {@link io.countersign.ledger.Ledger}; the rules are in docs/sequences.md.
 */
@NullMarked
package io.countersign.ledger;

import org.jspecify.annotations.NullMarked;
