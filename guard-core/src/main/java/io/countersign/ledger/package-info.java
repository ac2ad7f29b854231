/**
 * What the same people have done lately, so that forty small deletions weigh as much as the large
 * one that they add up to. In: effects that were let through. Out: {@link
 * io.countersign.ledger.Counters} for the policy.
 */
@NullMarked
package io.countersign.ledger;

import org.jspecify.annotations.NullMarked;
