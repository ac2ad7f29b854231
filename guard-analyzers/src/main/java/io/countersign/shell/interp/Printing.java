package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.expand.AnsiEscapes;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code echo} and {@code printf} print. */
final class Printing {

  private Printing() {}

  /** The output of {@code echo} with these arguments, line end and all. */
  static Value echo(List<Value> arguments, Span span) {
    int first = 0;
    boolean escapes = false;
    boolean newline = true;
    while (first < arguments.size()) {
      String option = arguments.get(first).constant().orElse("");
      if (!option.matches("-[neE]+")) {
        break;
      }
      newline &= option.indexOf('n') < 0;
      escapes = option.indexOf('e') > 0 || (escapes && option.indexOf('E') < 0);
      first++;
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = first; i < arguments.size(); i++) {
      if (i > first) {
        pieces.add(new Piece.Text(" "));
      }
      for (Piece piece : arguments.get(i).pieces()) {
        pieces.add(
            escapes && piece instanceof Piece.Text text
                ? new Piece.Text(AnsiEscapes.decode(text.text(), AnsiEscapes.Dialect.ECHO))
                : piece);
      }
    }
    if (newline) {
      pieces.add(new Piece.Text("\n"));
    }
    Span place = first + 1 == arguments.size() ? arguments.get(first).span() : span;
    return Value.join(place, pieces);
  }

  /** The output of {@code printf} with a format and its arguments. */
  static Value printf(List<Value> words, Span span) {
    int first = !words.isEmpty() && words.get(0).is("--") ? 1 : 0;
    if (first >= words.size()) {
      return Value.of(span, "");
    }
    Optional<String> format = words.get(first).constant();
    if (format.isEmpty()) {
      return words.size() == first + 1
          ? words.get(first)
          : Value.unknown(span, Piece.Kind.OUTPUT, "printf");
    }
    List<Value> arguments = new ArrayList<>(words.subList(first + 1, words.size()));
    List<Piece> pieces = new ArrayList<>();
    int used = 0;
    do {
      int before = used;
      used = once(format.get(), arguments, used, pieces);
      if (used == before) {
        break;
      }
    } while (used < arguments.size());
    return Value.join(span, pieces);
  }

  /** About how many characters {@link #printf} would put together. */
  static long cost(List<Value> words) {
    long format = words.isEmpty() ? 0 : words.get(0).weight();
    return format * Math.max(1, words.size() - 1);
  }

  private static int once(String format, List<Value> arguments, int from, List<Piece> pieces) {
    int used = from;
    int i = 0;
    StringBuilder plain = new StringBuilder();
    while (i < format.length()) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= format.length()) {
        plain.append(c);
        i++;
        continue;
      }
      int end = i + 1;
      while (end < format.length() && "-+ #0123456789.*".indexOf(format.charAt(end)) >= 0) {
        end++;
      }
      if (end >= format.length()) {
        break;
      }
      char directive = format.charAt(end);
      pieces.add(new Piece.Text(AnsiEscapes.decode(plain.toString(), AnsiEscapes.Dialect.FORMAT)));
      plain.setLength(0);
      if (directive == '%') {
        plain.append('%');
      } else {
        ImmutableList<Piece> argument =
            used < arguments.size() ? arguments.get(used).pieces() : ImmutableList.of();
        used++;
        add(pieces, argument, directive);
      }
      i = end + 1;
    }
    pieces.add(new Piece.Text(AnsiEscapes.decode(plain.toString(), AnsiEscapes.Dialect.FORMAT)));
    return used;
  }

  private static void add(List<Piece> pieces, ImmutableList<Piece> argument, char directive) {
    for (Piece piece : argument) {
      if (piece instanceof Piece.Text text) {
        String decoded =
            switch (directive) {
              case 'b' -> AnsiEscapes.decode(text.text(), AnsiEscapes.Dialect.ECHO);
              case 'x', 'X', 'o' -> number(text.text(), directive);
              case 'c' -> text.text().substring(0, Math.min(1, text.text().length()));
              default -> text.text();
            };
        pieces.add(new Piece.Text(decoded));
      } else {
        pieces.add(piece);
      }
    }
  }

  private static String number(String text, char directive) {
    try {
      long value = Long.decode(text);
      return directive == 'o' ? Long.toOctalString(value) : Long.toHexString(value);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
