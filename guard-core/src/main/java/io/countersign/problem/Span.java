package io.countersign.problem;

/**
 * A place in one source text, half open.
 *
 * @param start offset of the first UTF-16 code unit, from 0
 * @param end offset after the last one; not before {@code start}
 */
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no such span: " + start + ".." + end);
    }
  }

  /** How many UTF-16 code units it marks. */
  public int length() {
    return end - start;
  }

  /** Moves the span, for a text that was cut out of a larger one at {@code offset}. */
  public Span shift(int offset) {
    return new Span(start + offset, end + offset);
  }

  /** The part of {@code source} that the span marks, cut to the length of the source. */
  public String in(String source) {
    int from = Math.min(start, source.length());
    return source.substring(from, Math.min(end, source.length()));
  }
}
