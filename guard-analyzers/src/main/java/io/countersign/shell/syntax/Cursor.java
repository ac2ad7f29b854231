package io.countersign.shell.syntax;

import io.countersign.problem.Problem;
import io.countersign.problem.Span;

/** A place in a text, with what is needed to look around and to name places. */
final class Cursor {

  /** What {@link #peek} answers at the end of the text. */
  static final char NOTHING = '\uffff';

  private final String text;
  private final Places places;
  private final Budget budget;
  private int at;

  Cursor(String text, Places places, Budget budget) {
    this.text = text;
    this.places = places;
    this.budget = budget;
  }

  Budget budget() {
    return budget;
  }

  int at() {
    return at;
  }

  int end() {
    return text.length();
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    int index = at + ahead;
    return index < text.length() ? text.charAt(index) : NOTHING;
  }

  void skip(int chars) {
    at = Math.min(at + chars, text.length());
  }

  void moveTo(int position) {
    at = position;
  }

  /** Goes back, which is paid for so that reading stays linear. */
  void rewind(int position) {
    budget.rescan(this, at - position);
    at = position;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  boolean startsWith(String prefix, int position) {
    return text.startsWith(prefix, position);
  }

  int indexOf(char c, int from) {
    return text.indexOf(c, from);
  }

  String cut(int start, int stop) {
    return text.substring(start, stop);
  }

  char charAt(int index) {
    return text.charAt(index);
  }

  Span span(int start) {
    return places.of(start, at);
  }

  Span span(int start, int stop) {
    return places.of(start, stop);
  }

  Places places() {
    return places;
  }

  /** A line feed, or the carriage return before one. */
  boolean atLineEnd() {
    char c = peek();
    return c == '\n' || (c == '\r' && peek(1) == '\n');
  }

  /** A backslash before a line end, which the shell drops. */
  int continuationLength() {
    if (peek() != '\\') {
      return 0;
    }
    if (peek(1) == '\n') {
      return 2;
    }
    return peek(1) == '\r' && peek(2) == '\n' ? 3 : 0;
  }

  SyntaxFailure unexpected(String expected) {
    String found = atEnd() ? "the end of the text" : "`" + shown() + "`";
    return new SyntaxFailure(
        new Problem(
            atEnd() ? SyntaxCode.UNTERMINATED : SyntaxCode.SYNTAX_ERROR,
            span(Math.min(at, end()), Math.min(at + 1, end())),
            "The shell expects " + expected + " here and finds " + found + ".",
            "Correct the command; what it would do cannot be told."),
        false);
  }

  SyntaxFailure unterminated(int start, String what) {
    return new SyntaxFailure(
        new Problem(
            SyntaxCode.UNTERMINATED,
            span(start, end()),
            "The " + what + " that begins here has no end.",
            "Close it; what it would do cannot be told."),
        false);
  }

  private String shown() {
    int stop = at + 1;
    while (stop < text.length()
        && stop < at + 20
        && Character.isLetterOrDigit(text.charAt(stop))
        && Character.isLetterOrDigit(text.charAt(at))) {
      stop++;
    }
    return text.substring(at, stop).replace("\n", "\\n");
  }
}
