package io.countersign.ledger;

/**
 * What was taken away in one environment within the window, the proposed call included.
 *
 * @param removals effects that delete, replace or disarm something that does not come back by
 *     itself
 * @param resources distinct resources among them
 * @param bytes how much data that was, as far as it is known
 */
public record Sum(int removals, int resources, long bytes) {}
