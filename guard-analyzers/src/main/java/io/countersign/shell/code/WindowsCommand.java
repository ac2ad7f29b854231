package io.countersign.shell.code;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line for {@code cmd /c}: its own commands, and programs. */
public final class WindowsCommand {

  private static final ImmutableSet<String> HARMLESS =
      ImmutableSet.of(
          "echo",
          "dir",
          "type",
          "cd",
          "chdir",
          "set",
          "ver",
          "vol",
          "cls",
          "rem",
          "if",
          "for",
          "pause",
          "title",
          "path",
          "prompt",
          "mkdir",
          "md",
          "pushd",
          "popd",
          "setlocal",
          "endlocal",
          "exit",
          "goto",
          "call",
          "start",
          "where",
          "assoc",
          "ftype",
          "color",
          "time",
          "date",
          "find",
          "findstr",
          "more",
          "sort",
          "tree",
          "fc",
          "comp",
          "timeout",
          "choice");

  private WindowsCommand() {}

  /** Analyses a line. */
  public static Analysis analyze(String line, Span span, Scope scope) {
    Gathered all = new Gathered();
    for (List<Value> words : commands(line, span)) {
      all.add(command(words, span, scope));
    }
    return all.analysis();
  }

  /** The words of each command; {@code %NAME%} is not known, and quotes only join. */
  private static List<List<Value>> commands(String line, Span span) {
    List<List<Value>> commands = new ArrayList<>();
    List<Value> words = new ArrayList<>();
    List<Piece> word = new ArrayList<>();
    boolean quoted = false;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : '\n';
      boolean ends = i == line.length() || !quoted && "&|\n".indexOf(c) >= 0;
      if (ends || !quoted && (c == ' ' || c == '\t' || c == ',')) {
        if (!word.isEmpty()) {
          words.add(Value.join(span, word));
          word = new ArrayList<>();
        }
        if (ends && !words.isEmpty()) {
          commands.add(words);
          words = new ArrayList<>();
        }
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '%' && line.indexOf('%', i + 1) > i + 1) {
        int close = line.indexOf('%', i + 1);
        word.add(new Piece.Unknown(span, Piece.Kind.VARIABLE, line.substring(i + 1, close), false));
        i = close;
      } else if (c == '*' || c == '?') {
        word.add(new Piece.Glob(String.valueOf(c)));
      } else if (c != '^') {
        word.add(new Piece.Text(String.valueOf(c)));
      }
    }
    return commands;
  }

  private static Analysis command(List<Value> words, Span span, Scope scope) {
    String name = words.get(0).constant().orElse("").toLowerCase(Locale.ROOT);
    List<Value> paths = new ArrayList<>();
    boolean tree = false;
    for (Value word : words.subList(1, words.size())) {
      if (word.prefix().startsWith("/") && word.prefix().length() < 4) {
        tree |= word.prefix().equalsIgnoreCase("/s");
      } else {
        paths.add(WindowsPaths.slashed(word, scope));
      }
    }
    Gathered all = new Gathered();
    switch (name) {
      case "del", "erase", "rd", "rmdir" -> {
        for (Value path : paths) {
          all.add(
              FileEffects.delete(
                  Targets.of(path, scope),
                  tree ? FileEffects.Extent.TREE : FileEffects.Extent.ONE,
                  scope));
        }
        return all.analysis();
      }
      case "move", "copy", "xcopy", "ren", "rename" -> {
        return paths.size() > 1
            ? FileEffects.overwrite(Targets.of(paths.get(paths.size() - 1), scope), scope)
            : all.analysis();
      }
      case "format", "diskpart" -> {
        return Analysis.of(
            new Effect(
                "fs:Format",
                Verb.DELETE,
                Resource.of("device", paths.isEmpty() ? "?" : paths.get(0).shown())
                    .with(scope.place()),
                Reversibility.IRREVERSIBLE,
                Reach.ENVIRONMENT,
                Evidence.at("code-cmd", span, "`" + name + "` makes a file system anew")));
      }
      default -> {
        return HARMLESS.contains(name)
            ? Analysis.NOTHING
            : scope.inner().command(new Argv(span, words), scope);
      }
    }
  }
}
