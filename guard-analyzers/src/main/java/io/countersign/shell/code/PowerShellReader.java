package io.countersign.shell.code;

import io.countersign.problem.Span;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts a text of PowerShell into commands: the words between the characters that end or nest one.
 * What a block or an expression in parentheses holds becomes commands of its own, since it may run.
 * Never fails; takes every character once.
 */
final class PowerShellReader {

  /**
   * A command.
   *
   * @param words name and arguments; may be empty when it only redirects
   * @param piped whether the command before it feeds it
   * @param called whether it begins with the call operator, so that a value names the command
   * @param outputs files that it redirects to, and whether it appends
   */
  record Line(List<Value> words, boolean piped, boolean called, List<Output> outputs) {}

  /** A redirection to a file. */
  record Output(Value path, boolean append) {}

  private final String text;
  private final Span span;
  private final Scope scope;
  private final Function<Character, Optional<Piece.Unknown>> standIns;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Value> variables = new HashMap<>();
  private List<Value> words = new ArrayList<>();
  private List<Output> outputs = new ArrayList<>();
  private boolean piped;
  private boolean called;
  private int at;

  private PowerShellReader(
      String text, Span span, Scope scope, Function<Character, Optional<Piece.Unknown>> standIns) {
    this.text = text;
    this.span = span;
    this.scope = scope;
    this.standIns = standIns;
  }

  static List<Line> read(
      String text, Span span, Scope scope, Function<Character, Optional<Piece.Unknown>> standIns) {
    PowerShellReader reader = new PowerShellReader(text, span, scope, standIns);
    while (reader.at < text.length()) {
      reader.next();
    }
    reader.end(false);
    return reader.lines;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private void next() {
    char c = peek(0);
    if (c == '`' && (peek(1) == '\n' || peek(1) == '\r')) {
      at += 2;
    } else if (c == '\n' || c == ';' || c == '{' || c == '}' || c == '(' || c == ')') {
      boolean feeds = c == '{' || c == '(' ? piped : false;
      at++;
      end(feeds);
    } else if (c == '|') {
      boolean or = peek(1) == '|';
      at += or ? 2 : 1;
      end(!or);
    } else if (c == '&' && peek(1) == '&') {
      at += 2;
      end(false);
    } else if (c == '&' || c == ',' || c == ' ' || c == '\t' || c == '\r') {
      // A call operator, a list of values, or nothing.
      called |= c == '&' && words.isEmpty();
      at++;
    } else if (c == '#') {
      skipTo("\n");
    } else if (text.startsWith("<#", at)) {
      skipTo("#>");
    } else if (c == '>') {
      redirect();
    } else if (c == '=' && words.size() == 1 && words.get(0).prefix().startsWith("\0")) {
      at++;
      assigned();
    } else {
      word();
    }
  }

  private void skipTo(String end) {
    int close = text.indexOf(end, at);
    at = close < 0 ? text.length() : close + (end.equals("\n") ? 0 : end.length());
  }

  private void end(boolean feeds) {
    if (!words.isEmpty() || !outputs.isEmpty()) {
      lines.add(new Line(words, piped, called, outputs));
    }
    words = new ArrayList<>();
    outputs = new ArrayList<>();
    piped = feeds;
    called = false;
  }

  private void redirect() {
    boolean append = peek(1) == '>';
    at += append ? 2 : 1;
    if (peek(0) == '&') {
      at += 2;
      return;
    }
    while (peek(0) == ' ') {
      at++;
    }
    outputs.add(new Output(value(), append));
  }

  /** {@code $name = value}: a constant is kept, anything else runs as a command of its own. */
  private void assigned() {
    String name = words.get(0).prefix().substring(1);
    words.clear();
    while (peek(0) == ' ' || peek(0) == '=') {
      at++;
    }
    if (peek(0) == '\'' || peek(0) == '"') {
      variables.put(name, value());
    } else {
      variables.remove(name);
    }
  }

  private void word() {
    boolean first = words.isEmpty();
    if (first && peek(0) == '$') {
      int end = at + 1;
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
      int next = end;
      while (next < text.length() && text.charAt(next) == ' ') {
        next++;
      }
      if (next < text.length() && text.charAt(next) == '=' && end > at + 1) {
        // The name of what is assigned to, marked as no text of PowerShell can be.
        words.add(Value.of(span, "\0" + lower(text.substring(at + 1, end))));
        at = next;
        return;
      }
    }
    boolean literal = first && !called && (peek(0) == '\'' || peek(0) == '"');
    Value word = value();
    words.add(literal ? Value.of(span, "\0") : word);
    // [Type]::Method(…) and (…).Method(…): the arguments belong to the call.
    String name = words.get(words.size() - 1).prefix();
    if (peek(0) == '(' && (name.contains("]::") || name.startsWith("."))) {
      at++;
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == ':';
  }

  private Value value() {
    List<Piece> pieces = new ArrayList<>();
    int start = at;
    while (at < text.length() && !ends(peek(0), start)) {
      char c = peek(0);
      if (c == '\'') {
        single(pieces);
      } else if (c == '"') {
        twice(pieces);
      } else if (c == '@' && (peek(1) == '\'' || peek(1) == '"')) {
        here(pieces);
      } else if (c == '$' && (isName(peek(1)) || peek(1) == '{')) {
        variable(pieces);
      } else if (c == '`' && at + 1 < text.length()) {
        plain(pieces, text.substring(at + 1, at + 2));
        at += 2;
      } else {
        plain(pieces, text.substring(at, at + 1));
        at++;
      }
    }
    if (at == start) {
      at++;
    }
    return Value.join(span, pieces);
  }

  private boolean ends(char c, int start) {
    return " \t\r\n;|&(){},".indexOf(c) >= 0 || c == '>' && at > start;
  }

  private void plain(List<Piece> pieces, String known) {
    char c = known.charAt(0);
    Optional<Piece.Unknown> unknown =
        c >= '\ue000' && c <= '\uf8ff' ? standIns.apply(c) : Optional.empty();
    if (unknown.isPresent()) {
      pieces.add(unknown.get());
    } else if (c == '*' || c == '?') {
      pieces.add(new Piece.Glob(known));
    } else {
      pieces.add(new Piece.Text(known));
    }
  }

  private void single(List<Piece> pieces) {
    at++;
    while (at < text.length()) {
      if (peek(0) == '\'') {
        at++;
        if (peek(0) != '\'') {
          return;
        }
      }
      plain(pieces, text.substring(at, at + 1));
      at++;
    }
  }

  private void twice(List<Piece> pieces) {
    at++;
    while (at < text.length() && peek(0) != '"') {
      if (peek(0) == '`' && at + 1 < text.length()) {
        plain(pieces, text.substring(at + 1, at + 2));
        at += 2;
      } else if (peek(0) == '$' && (isName(peek(1)) || peek(1) == '{')) {
        variable(pieces);
      } else if (peek(0) == '$' && peek(1) == '(') {
        int close = text.indexOf(')', at);
        pieces.add(new Piece.Unknown(span, Piece.Kind.OUTPUT, "expression", false));
        at = close < 0 ? text.length() : close + 1;
      } else {
        plain(pieces, text.substring(at, at + 1));
        at++;
      }
    }
    at = Math.min(text.length(), at + 1);
  }

  private void here(List<Piece> pieces) {
    char quote = peek(1);
    int from = Math.min(text.length(), at + 2);
    int close = text.indexOf("\n" + quote + "@", from);
    int to = close < 0 ? text.length() : close;
    pieces.add(new Piece.Text(text.substring(from, to).stripLeading() + " "));
    at = close < 0 ? text.length() : close + 3;
  }

  private void variable(List<Piece> pieces) {
    at++;
    boolean braced = peek(0) == '{';
    int from = braced ? at + 1 : at;
    int to = from;
    while (to < text.length() && (braced ? text.charAt(to) != '}' : isName(text.charAt(to)))) {
      to++;
    }
    at = braced ? Math.min(text.length(), to + 1) : to;
    pieces.addAll(named(text.substring(from, to)).pieces());
  }

  private Value named(String written) {
    String name = lower(written);
    Value known = variables.get(name);
    if (known != null) {
      return known;
    }
    return switch (name) {
      case "home", "env:home", "env:userprofile" -> Value.of(span, scope.home());
      case "pwd", "psscriptroot" -> scope.directory();
      case "env:temp", "env:tmp", "env:tmpdir" -> Value.unknown(span, Piece.Kind.SCRATCH, written);
      case "true", "false", "null" -> Value.of(span, name);
      default ->
          name.startsWith("env:")
              ? scope
                  .environment()
                  .find(written.substring(4))
                  .orElseGet(() -> Value.unknown(span, Piece.Kind.VARIABLE, written.substring(4)))
              : Value.unknown(span, Piece.Kind.VARIABLE, written);
    };
  }
}
