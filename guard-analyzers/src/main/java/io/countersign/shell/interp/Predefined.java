package io.countersign.shell.interp;

import io.countersign.problem.Span;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.expand.Variable;
import java.util.Optional;

/** Variables of which something is known although the text does not set them. */
final class Predefined {

  private static final Span NOWHERE = new Span(0, 0);

  private Predefined() {}

  static Optional<Variable> variable(String name, Shell shell, boolean elsewhere) {
    String home = shell.home();
    return switch (name) {
      case "HOME" -> text(home);
      case "PWD" -> Optional.of(Variable.of(shell.directory()));
      case "OLDPWD" ->
          shell.memory.certain(Keys.OLD_DIRECTORY) instanceof Value old
              ? Optional.of(Variable.of(old))
              : Optional.empty();
      case "TMPDIR", "TEMP", "TMP", "RUNNER_TEMP" -> text("/tmp");
      case "XDG_CACHE_HOME" -> text(home + "/.cache");
      case "XDG_CONFIG_HOME" -> text(home + "/.config");
      case "XDG_DATA_HOME" -> text(home + "/.local/share");
      case "XDG_STATE_HOME" -> text(home + "/.local/state");
      case "PATH" -> text("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
      case "SHELL", "BASH" -> text("/bin/bash");
      case "IFS" -> text(" \t\n");
      case "USER", "LOGNAME", "HOSTNAME", "OSTYPE", "HOSTTYPE", "MACHTYPE", "LANG", "TERM" ->
          unknown(Piece.Kind.NAME, name);
      case "RANDOM",
          "SECONDS",
          "UID",
          "EUID",
          "PPID",
          "BASHPID",
          "LINENO",
          "EPOCHSECONDS",
          "EPOCHREALTIME",
          "SRANDOM",
          "COLUMNS",
          "LINES",
          "SHLVL" ->
          unknown(Piece.Kind.NUMBER, name);
      case "GITHUB_WORKSPACE", "CI_PROJECT_DIR" ->
          elsewhere ? Optional.empty() : unknown(Piece.Kind.WORKSPACE, name);
      default -> Optional.empty();
    };
  }

  private static Optional<Variable> text(String value) {
    return Optional.of(Variable.of(Value.of(NOWHERE, value)));
  }

  private static Optional<Variable> unknown(Piece.Kind kind, String name) {
    return Optional.of(Variable.of(Value.unknown(NOWHERE, kind, name)));
  }
}
