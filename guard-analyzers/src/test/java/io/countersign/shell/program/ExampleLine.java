package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.analysis.Workspace;
import io.countersign.call.Facts;
import io.countersign.classification.Classification;
import io.countersign.classification.Classifier;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Inner;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A simple command as the examples of descriptions write it: blanks, quotes, backslashes, globs,
 * {@code ~}, {@code $NAME} and {@code $(command)} with unknown values; {@code <<< 'text'} at its
 * end is its standard input. The whole shell has tests of its own.
 */
final class ExampleLine {

  private static final Workspace WORKSPACE =
      new Workspace(
          ImmutableList.of("/home/dev/app"),
          "/home/dev",
          ImmutableList.of("/tmp", "/var/tmp"),
          ImmutableList.of());

  private final String text;
  private int at;

  private ExampleLine(String text) {
    this.text = text;
  }

  /** What the standard programs say about a command line. */
  static Analysis analyze(StandardPrograms programs, String line) {
    int input = line.lastIndexOf(" <<< ");
    List<Value> words = new ExampleLine(input < 0 ? line : line.substring(0, input)).words();
    Input stdin = new Input.None();
    if (input >= 0) {
      Value text = new ExampleLine(line.substring(input + 5)).words().get(0);
      stdin =
          text.known()
              ? new Input.Known(text)
              : new Input.Unknown(text.span(), text.shown(), false);
    }
    return run(programs, new Argv(new Span(0, line.length()), words), scope(programs, stdin));
  }

  static Classification classify(StandardPrograms programs, String line) {
    return Classifier.classify(analyze(programs, line));
  }

  private static Analysis run(StandardPrograms programs, Argv argv, Scope scope) {
    return programs.find(argv.program()).orElseGet(programs::unknown).effects(argv, scope);
  }

  private static Scope scope(StandardPrograms programs, Input stdin) {
    return new Scope(
        Value.of(new Span(0, 0), "/home/dev/app"),
        WORKSPACE,
        Scope.Environment.NONE,
        Facts.NONE,
        false,
        false,
        stdin,
        ImmutableSet.of(),
        path -> Optional.empty(),
        new Carrier(programs));
  }

  /** Runs inner commands, and calls a statement destructive that says so itself. */
  private record Carrier(StandardPrograms programs) implements Inner {

    @Override
    public Analysis command(Argv argv, Scope scope) {
      boolean code = List.of("ruby", "php", "python3", "node").contains(argv.program());
      return code && argv.count() == 2 ? shell(argv.get(2), scope) : run(programs, argv, scope);
    }

    @Override
    public boolean knows(String program) {
      return programs.find(program).isPresent();
    }

    @Override
    public Analysis shell(Value script, Scope scope) {
      if (script.constant().isEmpty()) {
        return Analysis.unresolved(
            new Problem(ProgramCode.CODE_UNSEEN, script.span(), "A script.", "Show it."));
      }
      Analysis all = Analysis.NOTHING;
      for (String part : script.constant().get().split("[;\n|&]+")) {
        if (!part.isBlank()) {
          List<Value> words = new ExampleLine(part.strip()).words();
          all = all.plus(run(programs, new Argv(script.span(), words), scope));
        }
      }
      return all;
    }

    @Override
    public Analysis call(String tool, ObjectNode arguments, Scope scope) {
      if (tool.equals("terraform_plan")) {
        // No example has the file that it names.
        return Analysis.unresolved(
            new Problem(ProgramCode.CODE_UNSEEN, "The plan is not at hand.", "Send it along."));
      }
      if (arguments.has("words") && !tool.equals("aws")) {
        // What the words alone say is what these examples are about; tables know more.
        return Analysis.NOTHING;
      }
      String text = arguments.toString().toLowerCase(Locale.ROOT);
      boolean destroys =
          text.contains("drop ")
              || text.contains("flushall")
              || text.contains("delete-volume")
              || text.contains("dropdatabase")
              || text.contains("--delete")
              || text.contains("truncate")
              || text.contains("\"delete\"")
              || text.contains("delete from t\"");
      return Analysis.of(
          new Effect(
              tool + ":Call",
              destroys ? Verb.DELETE : Verb.READ,
              Resource.of(tool, "?"),
              destroys ? Reversibility.UNKNOWN : Reversibility.REVERSIBLE,
              destroys ? Reach.RESOURCE : Reach.ITEM,
              Evidence.of("test-" + tool, text)));
    }
  }

  private List<Value> words() {
    List<Value> words = new ArrayList<>();
    while (true) {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      if (at >= text.length()) {
        return words;
      }
      words.add(word());
    }
  }

  private Value word() {
    int start = at;
    List<Piece> pieces = new ArrayList<>();
    char quote = 0;
    if (text.startsWith("~", at)
        && (at + 1 == text.length() || "/ ".indexOf(text.charAt(at + 1)) >= 0)) {
      pieces.add(new Piece.Text("/home/dev"));
      at++;
    }
    while (at < text.length() && (quote != 0 || text.charAt(at) != ' ')) {
      char c = text.charAt(at);
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        at++;
      } else if (c == quote) {
        quote = 0;
        at++;
      } else if (c == '\\' && quote != '\'') {
        at++;
        pieces.add(new Piece.Text(text.substring(at, at + 1)));
        at++;
      } else if (c == '$' && quote != '\'' && at + 1 < text.length()) {
        pieces.add(unknown(quote == 0));
      } else if (quote == 0 && (c == '*' || c == '?')) {
        pieces.add(new Piece.Glob(String.valueOf(c)));
        at++;
      } else {
        pieces.add(new Piece.Text(String.valueOf(c)));
        at++;
      }
    }
    return Value.join(new Span(start, at), pieces);
  }

  private Piece unknown(boolean splits) {
    int start = at;
    if (text.charAt(at + 1) == '(') {
      at = text.indexOf(')', at) + 1;
      Span span = new Span(start, at);
      return new Piece.Unknown(span, Piece.Kind.OUTPUT, text.substring(start + 2, at - 1), splits);
    }
    at++;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return new Piece.Unknown(
        new Span(start, at), Piece.Kind.VARIABLE, text.substring(start + 1, at), splits);
  }
}
