package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Artefact;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.syntax.Parsed;
import io.countersign.shell.syntax.Places;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs texts that reach a shell as values: {@code eval}, {@code sh -c}, scripts, pipes. */
final class Texts {

  private final Shell shell;

  Texts(Shell shell) {
    this.shell = shell;
  }

  /** Runs a text in this very shell. */
  Input run(Value script, Frame frame) {
    if (script.pieces().size() == 1 && script.pieces().get(0) instanceof Piece.Unknown unknown) {
      if (!ShellInit.isInit(unknown)) {
        shell.session.findings.add(unresolved(unknown.span(), unknown.name()));
      }
      return Streams.NONE;
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : script.pieces()) {
      if (piece instanceof Piece.Text known) {
        text.append(known.text());
      } else if (piece instanceof Piece.Glob glob) {
        text.append(glob.pattern());
      } else if (piece instanceof Piece.Unknown unknown) {
        if (unknown.kind() == Piece.Kind.INPUT) {
          // What comes from outside may hold any command.
          shell.session.findings.add(unresolved(unknown.span(), unknown.name()));
        }
        text.append(shell.session.standIn(unknown));
      }
    }
    return run(text.toString(), places(script, text), frame);
  }

  private Places places(Value script, CharSequence text) {
    Span span = script.span();
    String source = shell.session.source();
    String written = span.in(source);
    for (int offset = 0; offset <= 1; offset++) {
      if (written.length() == text.length() + 2 * offset
          && written.startsWith(text.toString(), offset)) {
        return Places.shifted(span.start() + offset);
      }
    }
    return Places.at(span);
  }

  private Input run(String text, Places places, Frame frame) {
    Span whole = places.of(0, text.length());
    // A few characters can run a long text once more, as in `cat f | sh`.
    if (!shell.session.take(1, whole)
        || !shell.affords(text.length(), whole)
        || !shell.session.enter(whole)) {
      return Streams.NONE;
    }
    Parsed parsed = shell.session.parser.parse(text, places);
    parsed.problems().forEach(shell.session.findings::add);
    Input output = shell.run(parsed.script().commands(), frame);
    shell.session.leave();
    return output;
  }

  /** Runs what comes in on a stream, in this very shell. */
  Input runStream(Input stream, Span span, Frame frame) {
    if (stream instanceof Input.Known known) {
      Value text = known.text();
      return run(text.at(spanOf(text, span)), frame);
    }
    if (stream instanceof Input.Unknown unknown) {
      if (!ShellInit.isInit(unknown.source()) || unknown.remote()) {
        shell.session.findings.add(unresolved(span, unknown.source()));
      }
    } else if (stream instanceof Input.Names names) {
      shell.session.findings.add(unresolved(names.span(), "names of files"));
    }
    return Streams.NONE;
  }

  private static Span spanOf(Value text, Span fallback) {
    return text.span().end() > text.span().start() ? text.span() : fallback;
  }

  /** A new shell process with the same variables; what it changes is forgotten. */
  Input runInNewShell(Value script, ImmutableList<Value> arguments, Frame frame) {
    return apart(arguments, () -> run(script, frame));
  }

  Input runStreamInNewShell(Input stream, Span span, ImmutableList<Value> arguments, Frame frame) {
    return apart(arguments, () -> runStream(stream, span, frame));
  }

  private Input apart(ImmutableList<Value> arguments, Supplier<Input> body) {
    int mark = shell.memory.mark();
    Flow before = shell.flow;
    shell.setArguments(arguments);
    Input output = body.get();
    shell.runTraps();
    shell.memory.rollback(mark);
    shell.flow = before;
    return output;
  }

  /** The content of a file as far as it is known: written by the same line, or at hand. */
  Optional<Input> stream(String path, Span span) {
    if (shell.memory.certain(Keys.content(path)) instanceof Input written) {
      return Optional.of(written);
    }
    if (shell.frame.elsewhere()) {
      return Optional.empty();
    }
    Optional<String> read = shell.session.files.read(path);
    read.ifPresent(
        text ->
            shell.session.findings.add(Artefact.of(path, text.getBytes(StandardCharsets.UTF_8))));
    return read.map(text -> Streams.text(span, text));
  }

  Optional<String> content(String path) {
    return stream(path, new Span(0, 0)).flatMap(Streams::constant);
  }

  private static Problem unresolved(Span span, String source) {
    return new Problem(
        InterpCode.TEXT_UNRESOLVED,
        span,
        "A shell runs what `" + source + "` gives, and that cannot be seen here.",
        "Fetch it first, look at it, and run it as a file whose content is supplied.");
  }
}
