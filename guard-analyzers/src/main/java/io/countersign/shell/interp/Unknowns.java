package io.countersign.shell.interp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.problem.Problem;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Programs that nobody has described, and names that are not known. */
final class Unknowns {

  /** Variables that by convention name a program. */
  private static final ImmutableMap<String, String> CONVENTIONAL =
      ImmutableMap.<String, String>builder()
          .put("SHELL", "bash")
          .put("PYTHON", "python3")
          .put("PYTHON3", "python3")
          .put("PIP", "pip")
          .put("NODE", "node")
          .put("NPM", "npm")
          .put("MAKE", "make")
          .put("CC", "cc")
          .put("CXX", "c++")
          .put("GIT", "git")
          .put("DOCKER", "docker")
          .put("KUBECTL", "kubectl")
          .put("EDITOR", "vi")
          .put("PAGER", "less")
          .build();

  private static final ImmutableSet<String> CALMING =
      ImmutableSet.of("--help", "-h", "--version", "--dry-run", "--dryrun", "-n", "help", "plan");

  private static final ImmutableSet<String> STANDARD_DIRECTORIES =
      ImmutableSet.of(
          "/bin",
          "/sbin",
          "/usr/bin",
          "/usr/sbin",
          "/usr/local/bin",
          "/usr/local/sbin",
          "/opt/homebrew/bin",
          "/snap/bin",
          "/usr/lib",
          "/usr/libexec");

  private static final ImmutableSet<String> OBJECTS =
      ImmutableSet.of(
          "TABLE",
          "DATABASE",
          "SCHEMA",
          "INDEX",
          "VIEW",
          "MATERIALIZED",
          "SEQUENCE",
          "FUNCTION",
          "PROCEDURE",
          "TRIGGER",
          "TYPE",
          "USER",
          "ROLE",
          "TABLESPACE",
          "EXTENSION",
          "KEYSPACE",
          "COLUMN",
          "OWNED",
          "IF");

  private final Shell shell;
  private final Commands commands;

  Unknowns(Shell shell, Commands commands) {
    this.shell = shell;
    this.commands = commands;
  }

  /** A command whose name is not known. */
  Input symbolicProgram(Argv argv, Frame frame) {
    Value name = argv.get(0);
    String suffix = name.suffix();
    if (name.pieces().size() > 1 && suffix.lastIndexOf('/') >= 0 && !suffix.endsWith("/")) {
      return commands.dispatch(named(argv, suffix.substring(suffix.lastIndexOf('/') + 1)), frame);
    }
    Optional<Piece.Unknown> unknown = name.firstUnknown();
    if (unknown.isPresent() && name.pieces().size() == 1) {
      String usual = CONVENTIONAL.get(unknown.get().name());
      if (usual != null && unknown.get().kind() == Piece.Kind.VARIABLE) {
        return commands.dispatch(named(argv, usual), frame);
      }
      if (unknown.get().splits() && argv.count() > 0) {
        // An unquoted variable may hold nothing, or a wrapper such as sudo.
        commands.dispatch(argv.from(1), frame);
        if (unknown.get().name().toUpperCase(Locale.ROOT).contains("SUDO")) {
          return Streams.NONE;
        }
      }
    }
    if (name.known()) {
      String written = name.shown();
      if (written.startsWith("[")) {
        return Streams.NONE;
      }
    }
    shell.session.findings.add(Commands.unresolvedProgram(name));
    return new Input.Unknown(argv.span(), argv.get(0).shown(), false);
  }

  private static Argv named(Argv argv, String name) {
    List<Value> words = new ArrayList<>(argv.words());
    words.set(0, Value.of(argv.get(0).span(), name));
    return new Argv(argv.span(), words);
  }

  /** A program by a name that no description knows; empty when its output is still of interest. */
  Optional<Input> run(String name, Argv argv, Frame frame) {
    String written = argv.constant(0).orElse("");
    if (isLocal(written)) {
      return Optional.of(local(argv, frame));
    }
    if (isStatement(argv)) {
      ObjectNode call = JsonNodeFactory.instance.objectNode();
      call.put("statement", Builtins.joined(argv, 0).shown());
      shell.session.findings.add(shell.analyses.call("sql", call, shell.scope(frame)));
      return Optional.of(Streams.NONE);
    }
    Optional<Analysis> carried = carried(argv, frame);
    if (carried.isPresent()) {
      shell.session.findings.add(carried.get());
      shell.session.findings.add(
          new Problem(
              InterpCode.WRAPPER_UNKNOWN,
              argv.get(0).span(),
              "`"
                  + name
                  + "` is not known, and what follows it reads like a command that does harm.",
              "Run the command itself, or ask for approval."));
      return Optional.of(Streams.NONE);
    }
    shell.session.findings.add(shell.session.programs.unknown().effects(argv, shell.scope(frame)));
    return Optional.empty();
  }

  /** Whether somebody pasted a statement of SQL where a command was expected. */
  private static boolean isStatement(Argv argv) {
    String second = argv.constant(1).orElse("").toUpperCase(Locale.ROOT);
    return switch (argv.program().toUpperCase(Locale.ROOT)) {
      case "DROP", "ALTER", "TRUNCATE" ->
          argv.count() > 1 && OBJECTS.contains(second)
              || argv.program().equals("TRUNCATE") && argv.count() > 0;
      case "DELETE" -> argv.count() > 1 && second.equals("FROM");
      case "UPDATE" -> argv.count() > 2 && argv.get(2).shown().equalsIgnoreCase("SET");
      default -> false;
    };
  }

  private static boolean isLocal(String written) {
    int slash = written.lastIndexOf('/');
    return slash >= 0 && !STANDARD_DIRECTORIES.contains(written.substring(0, slash));
  }

  private Input local(Argv argv, Frame frame) {
    Value file = argv.get(0);
    String path = Targets.of(file, shell.scope(frame)).path();
    Optional<Input> content = shell.texts.stream(path, file.span());
    if (content.isPresent()) {
      Optional<String> text = Streams.constant(content.get());
      if (text.isEmpty() || isShellScript(text.get())) {
        return shell.texts.runStreamInNewShell(content.get(), file.span(), argv.arguments(), frame);
      }
    }
    boolean asks = argv.count() == 1 && CALMING.contains(argv.constant(1).orElse(""));
    if (!asks) {
      shell.session.findings.add(Builtins.unreadable(file));
    }
    return new Input.Unknown(argv.span(), file.shown(), false);
  }

  static boolean isShellScript(String text) {
    return !text.startsWith("#!")
        || text.lines().findFirst().orElse("").matches(".*\\b(ba|da|z|k|a)?sh\\b.*");
  }

  /** The harm that a known command after the name would do. */
  private Optional<Analysis> carried(Argv argv, Frame frame) {
    for (int i = 1; i <= Math.min(argv.count(), 8); i++) {
      String word = argv.constant(i).orElse("");
      if (word.isEmpty() || word.startsWith("-") || word.indexOf('=') > 0) {
        continue;
      }
      String base = Argv.nameOf(argv.get(i));
      if (i == argv.count() || !commands.knows(base)) {
        continue;
      }
      Analysis inner = shell.analyses.command(argv.from(i), shell.scope(frame));
      if (inner.effects().stream().anyMatch(Unknowns::harms) || !inner.unresolved().isEmpty()) {
        return Optional.of(inner);
      }
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean harms(Effect effect) {
    return switch (effect.verb()) {
      case DELETE, REPLACE, DISARM, UPDATE ->
          effect.reversibility() != Reversibility.REVERSIBLE && effect.reach() != Reach.ITEM;
      case READ, CREATE, GRANT, EXECUTE, SEND -> false;
    };
  }
}
