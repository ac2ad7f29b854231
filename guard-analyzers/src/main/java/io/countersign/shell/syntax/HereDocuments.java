package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Redirect;
import io.countersign.shell.tree.Word;
import java.util.ArrayList;
import java.util.List;

/** Remembers which here-documents were announced, and reads their bodies after the line end. */
final class HereDocuments {

  private final Cursor cursor;
  private List<Announced> announced = new ArrayList<>();
  private int substitutions;

  HereDocuments(Cursor cursor) {
    this.cursor = cursor;
  }

  record Announced(Redirect.HereDocument.Pending pending, String end) {}

  /** What was announced outside of the substitution that is being read. */
  record Queue(List<Announced> documents, int substitutions) {}

  Redirect announce(
      Span span, String descriptor, boolean stripsTabs, Word delimiter, String delimiterText) {
    Redirect.HereDocument.Pending pending =
        new Redirect.HereDocument.Pending(
            span, descriptor, stripsTabs, delimiter, WordReader.isQuoted(delimiter));
    announced.add(new Announced(pending, WordReader.withoutQuotes(delimiter, delimiterText)));
    return pending.node();
  }

  Queue begin() {
    Queue outer = snapshot();
    announced = new ArrayList<>();
    substitutions++;
    return outer;
  }

  /** What is still without a body inside the substitution finds it after the next line end. */
  void end(Queue outer) {
    List<Announced> inner = announced;
    restore(outer);
    announced.addAll(inner);
  }

  Queue snapshot() {
    return new Queue(new ArrayList<>(announced), substitutions);
  }

  void restore(Queue queue) {
    announced = new ArrayList<>(queue.documents());
    substitutions = queue.substitutions();
  }

  void forget() {
    announced.clear();
    substitutions = 0;
  }

  void endOfText() {
    for (Announced document : announced) {
      reportMissingEnd(document);
    }
    announced.clear();
  }

  void readBodies() {
    for (Announced document : announced) {
      readBody(document);
    }
    announced.clear();
  }

  private void readBody(Announced document) {
    Redirect.HereDocument node = document.pending().node();
    int start = cursor.at();
    int stop;
    while (true) {
      if (cursor.atEnd()) {
        stop = cursor.end();
        reportMissingEnd(document);
        break;
      }
      int line = cursor.at();
      int lineEnd = cursor.indexOf('\n', line);
      int next = lineEnd < 0 ? cursor.end() : lineEnd + 1;
      int textEnd = lineEnd < 0 ? cursor.end() : lineEnd;
      if (textEnd > line && cursor.charAt(textEnd - 1) == '\r') {
        textEnd--;
      }
      int from = line;
      while (node.stripsTabs() && from < textEnd && cursor.charAt(from) == '\t') {
        from++;
      }
      String end = document.end();
      if (cursor.startsWith(end, from)) {
        int after = from + end.length();
        if (after == textEnd || after == cursor.end()) {
          stop = line;
          cursor.moveTo(next);
          break;
        }
        // Inside a substitution, bash also accepts the delimiter with the closing parenthesis.
        if (substitutions > 0 && !end.isEmpty() && cursor.charAt(after) == ')') {
          stop = line;
          cursor.moveTo(after);
          break;
        }
      }
      cursor.moveTo(next);
    }
    document.pending().complete(cursor.span(start, stop), body(node, start, stop));
  }

  private ImmutableList<Part> body(Redirect.HereDocument node, int start, int stop) {
    String text = cursor.cut(start, stop);
    if (text.isEmpty()) {
      return ImmutableList.of();
    }
    if (node.quoted()) {
      return ImmutableList.of(
          new Part.Literal(cursor.span(start, stop), node.stripsTabs() ? withoutTabs(text) : text));
    }
    Places outer = cursor.places();
    Cursor inside =
        new Cursor(text, (from, to) -> outer.of(start + from, start + to), cursor.budget());
    int depth = cursor.budget().depth();
    int problems = cursor.budget().problemCount();
    try {
      return new CommandReader(inside).hereBody(node.stripsTabs());
    } catch (SyntaxFailure e) {
      if (e.fatal()) {
        throw e;
      }
      // The shell notices only when it expands the body.
      cursor.budget().resetDepth(depth);
      cursor.budget().forgetProblemsAfter(problems);
      return ImmutableList.of(
          new Part.Parameter(
              cursor.span(start, stop),
              "",
              Part.Prefix.NONE,
              ImmutableList.of(),
              "unreadable",
              ImmutableList.of(new Part.Literal(cursor.span(start, stop), text)),
              ImmutableList.of()));
    }
  }

  private static String withoutTabs(String text) {
    StringBuilder lines = new StringBuilder(text.length());
    boolean lineStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(lineStart && c == '\t')) {
        lines.append(c);
        lineStart = c == '\n';
      }
    }
    return lines.toString();
  }

  private void reportMissingEnd(Announced document) {
    cursor
        .budget()
        .report(
            new Problem(
                SyntaxCode.HEREDOC_UNTERMINATED,
                document.pending().node().span(),
                "The here-document ends with the text and not with `" + document.end() + "`.",
                "Put the delimiter on a line of its own, or send the whole text."));
  }
}
