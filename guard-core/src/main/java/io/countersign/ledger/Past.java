package io.countersign.ledger;

import com.google.common.collect.ImmutableList;

/**
 * What one person's calls did lately.
 *
 * @param steps the steps that a store keeps, oldest first
 * @param mark number of the latest step that took something away; {@link #NO_MARK} when none did
 */
public record Past(ImmutableList<Numbered> steps, long mark) {

  /** The mark of one who took nothing away. */
  public static final long NO_MARK = -1;

  /** Nothing is known. */
  public static final Past EMPTY = new Past(ImmutableList.of(), NO_MARK);

  /**
   * A step under its store's number; later steps have higher numbers.
   *
   * @param number never negative
   */
  public record Numbered(long number, Step step) {}
}
