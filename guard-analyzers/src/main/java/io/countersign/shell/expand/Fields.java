package io.countersign.shell.expand;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what a word becomes, and splits where the shell would. */
final class Fields {

  private final Span span;
  private final String separators;
  private final boolean splitting;
  private final List<Value> done = new ArrayList<>();
  private List<Piece> current = new ArrayList<>();
  private boolean present;

  /** Values up to this size are put in without asking. */
  private static final int CHEAP = 64;

  private final Surroundings surroundings;

  /**
   * Starts to collect.
   *
   * @param separators characters at which unquoted results are split
   * @param splitting whether anything is split at all
   */
  Fields(Span span, String separators, boolean splitting, Surroundings surroundings) {
    this.surroundings = surroundings;
    this.span = span;
    this.separators = separators;
    this.splitting = splitting;
  }

  boolean splitting() {
    return splitting;
  }

  /** Adds text as it is. */
  void text(String text) {
    known(text);
    present = true;
  }

  /** Adds characters; those that stand for something unknown become that. */
  private void known(String text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '\ue000' && c <= '\uf8ff') {
        Optional<Piece.Unknown> unknown = surroundings.standsFor(c);
        if (unknown.isPresent()) {
          if (i > from) {
            current.add(new Piece.Text(text.substring(from, i)));
          }
          current.add(unknown.get());
          from = i + 1;
        }
      }
    }
    if (from < text.length()) {
      current.add(new Piece.Text(from == 0 ? text : text.substring(from)));
    }
  }

  /** Notes that a quoted part stood here, so that even an empty word is a word. */
  void quoted() {
    present = true;
  }

  /** Adds text that was written without quotes, in which patterns mean something. */
  void pattern(String text) {
    present = true;
    int from = 0;
    int i = 0;
    while (i < text.length()) {
      int length = globLength(text, i);
      if (length > 0) {
        if (i > from) {
          known(text.substring(from, i));
        }
        current.add(new Piece.Glob(text.substring(i, i + length)));
        i += length;
        from = i;
      } else {
        i++;
      }
    }
    if (from < text.length()) {
      known(text.substring(from));
    }
  }

  private static int globLength(String text, int i) {
    char c = text.charAt(i);
    if (c == '*' || c == '?') {
      int end = i + 1;
      while (end < text.length() && (text.charAt(end) == '*' || text.charAt(end) == '?')) {
        end++;
      }
      return end - i;
    }
    if (c == '[') {
      int limit = Math.min(text.length(), i + 64);
      for (int k = i + 2; k < limit; k++) {
        if (text.charAt(k) == ']') {
          return k + 1 - i;
        }
        if (text.charAt(k) == '/') {
          return 0;
        }
      }
    }
    return 0;
  }

  void glob(String pattern) {
    current.add(new Piece.Glob(pattern));
    present = true;
  }

  /** Adds the result of an expansion. */
  void result(Value value, boolean quoted) {
    if (value.weight() > CHEAP && !surroundings.affords(value.weight(), value.span())) {
      current.add(new Piece.Unknown(value.span(), Piece.Kind.VARIABLE, "a long text", false));
      present = true;
      return;
    }
    for (Piece piece : value.pieces()) {
      if (piece instanceof Piece.Text text && !quoted && splitting) {
        split(text.text());
      } else if (piece instanceof Piece.Unknown unknown && !quoted && splitting) {
        current.add(new Piece.Unknown(unknown.span(), unknown.kind(), unknown.name(), true));
        present = true;
      } else {
        current.add(piece);
        present = true;
      }
    }
    present |= quoted;
  }

  private void split(String text) {
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
        if (i > from) {
          pattern(text.substring(from, i));
        }
        if (i < text.length()) {
          finish();
        }
        from = i + 1;
      }
    }
  }

  /** Ends the word that is being collected, if there is one. */
  void finish() {
    if (present) {
      done.add(Value.join(span, current));
    }
    current = new ArrayList<>();
    present = false;
  }

  ImmutableList<Value> all() {
    finish();
    return ImmutableList.copyOf(done);
  }
}
