package io.countersign.shell.expand;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import java.util.List;
import java.util.Optional;

/**
 * One word after expansion.
 *
 * @param span the word in the command line (for a value that was handed inward, of what it came
 *     from)
 * @param pieces in order; two texts never follow one another; empty for the empty word
 */
public record Value(Span span, ImmutableList<Piece> pieces) {

  /** A value that is known. */
  public static Value of(Span span, String text) {
    return new Value(
        span, text.isEmpty() ? ImmutableList.of() : ImmutableList.of(new Piece.Text(text)));
  }

  /** A value of which nothing is known. */
  public static Value unknown(Span span, Piece.Kind kind, String name) {
    return new Value(span, ImmutableList.of(new Piece.Unknown(span, kind, name, false)));
  }

  /** Joins pieces into a value, texts that touch into one. */
  public static Value join(Span span, List<? extends Piece> pieces) {
    ImmutableList.Builder<Piece> joined = ImmutableList.builder();
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text known) {
        text.append(known.text());
        continue;
      }
      if (text.length() > 0) {
        joined.add(new Piece.Text(text.toString()));
        text.setLength(0);
      }
      joined.add(piece);
    }
    if (text.length() > 0) {
      joined.add(new Piece.Text(text.toString()));
    }
    return new Value(span, joined.build());
  }

  /** How much there is to copy: characters, and a few more for each other piece. */
  public long weight() {
    long weight = 0;
    for (Piece piece : pieces) {
      weight += piece instanceof Piece.Text text ? text.text().length() : 16;
    }
    return weight;
  }

  /** The whole text, if all of it is known and none of it is a glob. */
  public Optional<String> constant() {
    if (pieces.isEmpty()) {
      return Optional.of("");
    }
    return pieces.size() == 1 && pieces.get(0) instanceof Piece.Text text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  /** Whether all of it is known; a glob counts as known. */
  public boolean known() {
    return firstUnknown().isEmpty();
  }

  /** Whether the known text is exactly this. */
  public boolean is(String text) {
    return constant().filter(text::equals).isPresent();
  }

  /** The text that it surely begins with; may be empty. */
  public String prefix() {
    return !pieces.isEmpty() && pieces.get(0) instanceof Piece.Text text ? text.text() : "";
  }

  /** The text that it surely ends with; may be empty. */
  public String suffix() {
    return !pieces.isEmpty() && pieces.get(pieces.size() - 1) instanceof Piece.Text text
        ? text.text()
        : "";
  }

  /** Whether a glob is part of it. */
  public boolean hasGlob() {
    return pieces.stream().anyMatch(Piece.Glob.class::isInstance);
  }

  /** The first piece that is not known. */
  public Optional<Piece.Unknown> firstUnknown() {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Unknown unknown) {
        return Optional.of(unknown);
      }
    }
    return Optional.empty();
  }

  /**
   * The value with a pattern's text for each glob and a name such as {@code $NAME} for what is not
   * known: for people and for ids of resources, never to be parsed.
   */
  public String shown() {
    StringBuilder shown = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text) {
        shown.append(text.text());
      } else if (piece instanceof Piece.Glob glob) {
        shown.append(glob.pattern());
      } else if (piece instanceof Piece.Unknown unknown) {
        shown.append(
            switch (unknown.kind()) {
              case VARIABLE, FILLED_VARIABLE -> "$" + unknown.name();
              case OUTPUT -> "$(" + unknown.name() + ")";
              case NUMBER, NAME, SCRATCH, WORKSPACE, DIRECTORY, BELOW, INPUT ->
                  "<" + unknown.name() + ">";
            });
      }
    }
    return shown.toString();
  }

  /** The value without the first {@code length} known characters. */
  public Value afterPrefix(int length) {
    ImmutableList.Builder<Piece> rest = ImmutableList.builder();
    if (prefix().length() > length) {
      rest.add(new Piece.Text(prefix().substring(length)));
    }
    if (!pieces.isEmpty()) {
      rest.addAll(pieces.subList(prefix().isEmpty() ? 0 : 1, pieces.size()));
    }
    return new Value(span, rest.build());
  }

  /** The same value at another place. */
  public Value at(Span elsewhere) {
    return new Value(elsewhere, pieces);
  }
}
