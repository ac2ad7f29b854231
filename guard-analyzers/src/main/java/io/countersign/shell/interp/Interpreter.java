package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Workspace;
import io.countersign.call.Facts;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Programs;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import io.countersign.shell.syntax.Parsed;
import java.util.ArrayList;
import java.util.List;

/** Says what a command line would do. Immutable; the state of a run lives in the run. */
public final class Interpreter {

  private final Programs programs;

  /**
   * An interpreter.
   *
   * @param programs asked for every program that the shell starts
   */
  public Interpreter(Programs programs) {
    this.programs = programs;
  }

  /**
   * Where a command line runs.
   *
   * @param directory absolute path
   * @param workspace with roots, unless the directory cannot be anybody's workspace
   * @param place what else is known
   * @param files what may be read
   * @param context for budget and for calls in other languages
   */
  public record Surrounding(
      String directory,
      Workspace workspace,
      Facts place,
      Scope.Files files,
      AnalysisContext context) {}

  /** Analyses a text that a shell would run. */
  public Analysis text(String source, Surrounding surrounding) {
    Session session = session(source, surrounding);
    Parsed parsed = session.parser.parse(source);
    parsed.problems().forEach(session.findings::add);
    Shell shell = shell(session, surrounding);
    shell.run(parsed.script().commands(), shell.frame);
    shell.runTraps();
    return session.findings.analysis();
  }

  /** Analyses words that are run without a shell. Spans refer to the words joined by blanks. */
  public Analysis words(List<String> words, Surrounding surrounding) {
    if (words.isEmpty()) {
      return Analysis.NOTHING;
    }
    List<Value> values = new ArrayList<>();
    int at = 0;
    for (String word : words) {
      values.add(Value.of(new Span(at, at + word.length()), word));
      at += word.length() + 1;
    }
    String source = String.join(" ", words);
    Session session = session(source, surrounding);
    Shell shell = shell(session, surrounding);
    shell.commands.dispatch(new Argv(new Span(0, source.length()), values), shell.frame);
    return session.findings.analysis();
  }

  private Session session(String source, Surrounding surrounding) {
    return new Session(
        source, programs, surrounding.context(), surrounding.workspace(), surrounding.files());
  }

  private static Shell shell(Session session, Surrounding surrounding) {
    Frame frame = new Frame(surrounding.place(), false, false, new Input.None(), false, 1);
    Shell shell =
        new Shell(
            session,
            frame,
            Value.of(new Span(0, 0), surrounding.directory()),
            Scope.Environment.NONE);
    shell.setArguments(ImmutableList.of());
    return shell;
  }
}
