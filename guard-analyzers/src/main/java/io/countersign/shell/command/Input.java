package io.countersign.shell.command;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.expand.Value;

/** What a command finds on its standard input. */
public sealed interface Input {

  /** Nothing is connected to it; an interactive program would ask a person. */
  record None() implements Input {}

  /**
   * A text, of which parts may be unknown: a here-document, a here-string, the output of a command
   * that can be worked out.
   */
  record Known(Value text) implements Input {}

  /**
   * Names, one a line, as {@code find} or {@code ls} print them.
   *
   * @param names patterns that cover every name that may come
   */
  record Names(Span span, ImmutableList<Value> names) implements Input {}

  /**
   * Something else.
   *
   * @param span what writes it
   * @param source for people: the command or the file
   * @param remote whether it comes over the network
   */
  record Unknown(Span span, String source, boolean remote) implements Input {}
}
