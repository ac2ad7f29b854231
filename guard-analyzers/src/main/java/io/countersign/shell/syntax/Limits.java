package io.countersign.shell.syntax;

/**
 * How much one text may cost.
 *
 * @param maxChars UTF-16 code units of input
 * @param maxNodes nodes of the tree; 1 MiB of one-letter commands needs about 2.1 million
 * @param maxDepth substitutions, quotes and compound commands inside one another; a level costs up
 *     to ten Java frames, and 200 levels fit a stack of 256 KiB
 */
public record Limits(int maxChars, int maxNodes, int maxDepth) {

  /** What the analyzers use. */
  public static final Limits DEFAULT = new Limits(1 << 20, 3_000_000, 200);
}
