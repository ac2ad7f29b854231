package io.countersign.shell.interp;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.problem.Problem;
import io.countersign.shell.code.CodeCode;
import io.countersign.shell.code.PowerShell;
import io.countersign.shell.code.WindowsCommand;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.Targets;
import java.util.Locale;
import java.util.Optional;

/** {@code pwsh}, {@code powershell} and {@code cmd}: code on the line, on a pipe, in a file. */
final class WindowsShells {

  private static final ImmutableSet<String> NAMES =
      ImmutableSet.of("pwsh", "powershell", "pwsh-preview", "cmd");

  /** Parameters of {@code pwsh} with a value, which can be cut short. */
  private static final ImmutableSet<String> VALUED =
      ImmutableSet.of(
          "executionpolicy",
          "ep",
          "ex",
          "inputformat",
          "outputformat",
          "windowstyle",
          "version",
          "workingdirectory",
          "wd",
          "configurationname",
          "settingsfile",
          "custompipename",
          "psconsolefile");

  private final Shell shell;
  private final Commands commands;

  WindowsShells(Shell shell, Commands commands) {
    this.shell = shell;
    this.commands = commands;
  }

  static boolean knows(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  Input run(Argv argv, Frame frame) {
    if (argv.program().equalsIgnoreCase("cmd")) {
      return cmd(argv, frame);
    }
    for (int i = 1; i <= argv.count(); i++) {
      String word = argv.get(i).prefix();
      if (!word.startsWith("-") && !word.startsWith("/") || word.equals("-")) {
        return rest(argv, i, frame);
      }
      String parameter = word.replaceFirst("^--?|^/", "").toLowerCase(Locale.ROOT);
      if (parameter.isEmpty()) {
        continue;
      }
      if (begins("encodedcommand", parameter, 1) && i < argv.count() || parameter.equals("ec")) {
        String code = argv.constant(Math.min(i + 1, argv.count())).orElse("?");
        add(PowerShell.encoded(code, argv.span(), scope(frame), shell.session::standsFor));
        return commands.output(argv, frame);
      }
      if (begins("command", parameter, 1)) {
        return i < argv.count() ? code(argv, i + 1, frame) : Streams.NONE;
      }
      if (begins("file", parameter, 1)) {
        return i < argv.count() ? file(argv, i + 1, frame) : Streams.NONE;
      }
      boolean valued = VALUED.stream().anyMatch(full -> begins(full, parameter, 2));
      i += valued ? 1 : 0;
      if (begins("version", parameter, 1) || begins("help", parameter, 1)) {
        return Streams.NONE;
      }
    }
    return stream(argv, frame);
  }

  private static boolean begins(String full, String parameter, int least) {
    return parameter.length() >= least && full.startsWith(parameter);
  }

  private Scope scope(Frame frame) {
    return shell.scope(frame);
  }

  private void add(Analysis analysis) {
    shell.session.findings.add(analysis);
  }

  /** What stands behind the parameters: a file, or for {@code powershell} a command. */
  private Input rest(Argv argv, int index, Frame frame) {
    boolean file =
        argv.program().startsWith("pwsh")
            || argv.get(index).shown().toLowerCase(Locale.ROOT).endsWith(".ps1");
    return file ? file(argv, index, frame) : code(argv, index, frame);
  }

  private Input code(Argv argv, int index, Frame frame) {
    if (argv.get(index).is("-")) {
      return stream(argv, frame);
    }
    text(Builtins.joined(argv, index), frame);
    return commands.output(argv, frame);
  }

  private void text(Value code, Frame frame) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : code.pieces()) {
      if (piece instanceof Piece.Text known) {
        text.append(known.text());
      } else if (piece instanceof Piece.Glob glob) {
        text.append(glob.pattern());
      } else if (piece instanceof Piece.Unknown unknown) {
        text.append(shell.session.standIn(unknown));
      }
    }
    if (code.pieces().size() == 1 && code.firstUnknown().isPresent()) {
      opaque(code, "code that is not known");
      return;
    }
    add(PowerShell.analyze(text.toString(), code.span(), scope(frame), shell.session::standsFor));
  }

  private Input file(Argv argv, int index, Frame frame) {
    Value file = argv.get(index);
    Optional<Input> content =
        file.known()
            ? shell.texts.stream(Targets.of(file, scope(frame)).path(), file.span())
            : Optional.empty();
    if (content.isPresent() && content.get() instanceof Input.Known known) {
      text(known.text(), frame);
    } else {
      shell.session.findings.add(Builtins.unreadable(file));
    }
    return commands.output(argv, frame);
  }

  private Input stream(Argv argv, Frame frame) {
    if (frame.input() instanceof Input.Known known) {
      text(known.text(), frame);
    } else if (!(frame.input() instanceof Input.None)) {
      opaque(argv.get(0), "code that `" + Streams.describe(frame.input()) + "` gives");
    }
    return commands.output(argv, frame);
  }

  private void opaque(Value where, String what) {
    shell.session.findings.add(
        new Problem(
            CodeCode.CODE_OPAQUE,
            where.span(),
            "PowerShell runs " + what + ".",
            "Supply it in a form that can be read, or ask for approval."));
  }

  private Input cmd(Argv argv, Frame frame) {
    for (int i = 1; i < argv.count(); i++) {
      String word = argv.get(i).prefix().toLowerCase(Locale.ROOT);
      if (word.equals("/c") || word.equals("/k") || word.equals("//c") || word.equals("/r")) {
        Value line = Builtins.joined(argv, i + 1);
        add(WindowsCommand.analyze(line.shown(), line.span(), scope(frame)));
        return commands.output(argv, frame);
      }
    }
    return Streams.NONE;
  }
}
