package io.countersign.problem;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that was expected to go wrong now and then, as a value.
 *
 * @param code which kind
 * @param span where in the input, or null when the problem has no one place
 * @param what one sentence: what is the matter; user text stands in backticks
 * @param next one sentence: what the reader can do about it
 */
public record Problem(Code code, @Nullable Span span, String what, String next) {

  /** A problem that has no place of its own in the input. */
  public Problem(Code code, String what, String next) {
    this(code, null, what, next);
  }

  /** Where in the input the problem lies, if it lies in one place. */
  public Optional<Span> place() {
    return Optional.ofNullable(span);
  }

  @Override
  public String toString() {
    return code.id() + ": " + what + " " + next;
  }
}
