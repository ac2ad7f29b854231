package io.countersign.ledger;

/**
 * Sums over the recent past of one sponsor, the proposed call included.
 *
 * @param windowSeconds length of that past
 * @param removals effects that delete, replace or disarm something that does not come back by
 *     itself
 * @param removedResources distinct resources among them
 * @param calls calls let through, and this one
 */
public record Counters(long windowSeconds, int removals, int removedResources, int calls) {}
