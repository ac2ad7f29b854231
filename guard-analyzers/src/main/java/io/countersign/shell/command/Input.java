package io.countersign.shell.command;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command finds on its standard input. */
public sealed interface Input {

  /** Nothing is connected to it; an interactive program would ask a person. */
  record None() implements Input {}

  /**
   * A text, of which parts may be unknown: a here-document, a here-string, the output of a command
   * that can be worked out.
   */
  final class Known implements Input {

    private final Span span;
    private final long length;
    private final @Nullable Known first;
    private final @Nullable Known second;
    private @Nullable Value text;

    /** A text. */
    public Known(Value text) {
      this.span = text.span();
      this.length = text.weight();
      this.first = null;
      this.second = null;
      this.text = text;
    }

    private Known(Known first, Known second, Span span) {
      this.span = span;
      this.length = first.length + second.length;
      this.first = first;
      this.second = second;
    }

    /**
     * This and another text behind it. Costs the same for long texts as for short ones: a thousand
     * commands that append a line each do not copy what is there a thousand times.
     */
    public Known then(Known other, Span span) {
      return new Known(this, other, span);
    }

    /** About how many characters there are. */
    public long length() {
      return length;
    }

    /** The text as one value; put together when it is first asked for. */
    public Value text() {
      if (text == null) {
        List<Piece> pieces = new ArrayList<>();
        Deque<Known> waiting = new ArrayDeque<>();
        waiting.push(this);
        while (!waiting.isEmpty()) {
          Known next = waiting.pop();
          if (next.text != null) {
            pieces.addAll(next.text.pieces());
          } else if (next.first != null && next.second != null) {
            waiting.push(next.second);
            waiting.push(next.first);
          }
        }
        text = Value.join(span, pieces);
      }
      return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Known known && known.length == length && known.text().equals(text());
    }

    @Override
    public int hashCode() {
      return Long.hashCode(length);
    }

    @Override
    public String toString() {
      return "Known[" + text().shown() + "]";
    }
  }

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
