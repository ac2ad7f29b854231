package io.countersign.shell.interp;

import io.countersign.problem.Span;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What flows from one command to the next. */
final class Streams {

  /** Longest text that is followed; more counts as unknown. */
  static final int MAX_TEXT = 1 << 18;

  static final Input NONE = new Input.None();

  private Streams() {}

  /** One after the other. */
  static Input concat(Input first, Input second, Span span) {
    if (first instanceof Input.None) {
      return second;
    }
    if (second instanceof Input.None) {
      return first;
    }
    if (first instanceof Input.Known a && second instanceof Input.Known b) {
      return a.length() + b.length() > MAX_TEXT
          ? new Input.Unknown(span, "a long text", false)
          : a.then(b, span);
    }
    boolean remote = isRemote(first) || isRemote(second);
    return new Input.Unknown(span, describe(isRemote(second) ? second : first), remote);
  }

  static Input known(Span span, List<Value> values) {
    List<Piece> pieces = new ArrayList<>();
    long length = 0;
    for (Value value : values) {
      pieces.addAll(value.pieces());
      for (Piece piece : value.pieces()) {
        length += piece instanceof Piece.Text text ? text.text().length() : 1;
      }
    }
    return length > MAX_TEXT
        ? new Input.Unknown(span, "a long text", false)
        : new Input.Known(Value.join(span, pieces));
  }

  static Input text(Span span, String text) {
    return text.length() > MAX_TEXT
        ? new Input.Unknown(span, "a long text", false)
        : new Input.Known(Value.of(span, text));
  }

  static boolean isRemote(Input input) {
    return input instanceof Input.Unknown unknown && unknown.remote();
  }

  static String describe(Input input) {
    return input instanceof Input.Unknown unknown ? unknown.source() : "several commands";
  }

  /** The text if all of it is known. */
  static Optional<String> constant(Input input) {
    if (input instanceof Input.None) {
      return Optional.of("");
    }
    return input instanceof Input.Known known ? known.text().constant() : Optional.empty();
  }

  /** As the value of a substitution, without the line ends at its end. */
  static Value asValue(Input input, Span span) {
    if (input instanceof Input.None) {
      return Value.of(span, "");
    }
    if (input instanceof Input.Known known) {
      List<Piece> pieces = new ArrayList<>(known.text().pieces());
      while (!pieces.isEmpty()
          && pieces.get(pieces.size() - 1) instanceof Piece.Text text
          && text.text().endsWith("\n")) {
        String stripped = text.text().replaceAll("\n+$", "");
        pieces.remove(pieces.size() - 1);
        if (!stripped.isEmpty()) {
          pieces.add(new Piece.Text(stripped));
        }
      }
      return Value.join(span, pieces);
    }
    if (input instanceof Input.Names names && names.names().size() == 1) {
      return names.names().get(0).at(span);
    }
    return Value.unknown(
        span,
        isRemote(input) ? Piece.Kind.INPUT : Piece.Kind.OUTPUT,
        input instanceof Input.Unknown unknown ? unknown.source() : "names");
  }
}
