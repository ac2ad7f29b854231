package io.countersign.shell.syntax;

import io.countersign.problem.Span;

/** Says where a stretch of the text that is read stands in the text that a person sees. */
@FunctionalInterface
public interface Places {

  /** The text is the one that the person sees. */
  Places SAME = Span::new;

  Span of(int start, int end);

  /** The text was cut out, unchanged, at {@code offset}. */
  static Places shifted(int offset) {
    return (start, end) -> new Span(start + offset, end + offset);
  }

  /** The text was computed; all of it stands for one place. */
  static Places at(Span span) {
    return (start, end) -> span;
  }
}
