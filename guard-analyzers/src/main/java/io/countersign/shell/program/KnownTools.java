package io.countersign.shell.program;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.classification.SeverityTable;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Program;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Many more programs of which only the kind is known ({@code tools.txt}). What a kind may do is the
 * same for all of them.
 */
final class KnownTools {

  /** A kind of program. */
  enum Kind {
    /** Reads and prints; options such as {@code -o} name a file to write. */
    READER,
    /** Makes new files from others, or changes the files that it is given in a way one asks for. */
    CONVERTER,
    /** Shows windows, plays, talks to its user, serves. */
    APP,
    /** Has subcommands; the deleting ones are told by their names. */
    TOOL,
    /** Installs and removes what can be installed again. */
    PACKAGES,
    /** Runs code, or writes where it likes, by design. */
    OPAQUE
  }

  /** Options behind which tools take a command to run. */
  private static final ImmutableSet<String> RUNS =
      ImmutableSet.of(
          "-c",
          "-e",
          "-x",
          "-X",
          "-ex",
          "--eval",
          "--exec",
          "--execute",
          "--command",
          "--cmd",
          "--run");

  /** Programs whose names nobody takes for a subcommand. */
  private static final ImmutableSet<String> COMMANDS =
      ImmutableSet.of(
          "rm",
          "shred",
          "dd",
          "wipefs",
          "sh",
          "bash",
          "zsh",
          "dash",
          "sudo",
          "find",
          "xargs",
          "git",
          "kubectl",
          "helm",
          "terraform",
          "tofu",
          "aws",
          "gcloud",
          "az",
          "docker",
          "podman",
          "psql",
          "mysql",
          "systemctl",
          "python",
          "python3",
          "perl");

  private final ImmutableMap<String, Kind> kinds;

  private KnownTools(ImmutableMap<String, Kind> kinds) {
    this.kinds = kinds;
  }

  static KnownTools load() {
    Map<String, Kind> kinds = new HashMap<>();
    for (String line : StandardPrograms.text("tools.txt").split("\n")) {
      int colon = line.indexOf(':');
      if (line.startsWith("#") || colon < 0) {
        continue;
      }
      Kind kind = Kind.valueOf(line.substring(0, colon).trim().toUpperCase(Locale.ROOT));
      for (String name : line.substring(colon + 1).trim().split("\\s+")) {
        kinds.put(name, kind);
      }
    }
    return new KnownTools(ImmutableMap.copyOf(kinds));
  }

  Optional<Program> find(String name) {
    return Optional.ofNullable(kinds.get(name))
        .map(kind -> (argv, scope) -> run(kind, argv, scope));
  }

  private static Analysis run(Kind kind, Argv argv, Scope scope) {
    if (Words.asksForHelp(argv)) {
      return Words.reads(argv, scope);
    }
    return switch (kind) {
      case READER -> Words.reads(argv, scope).plus(outputs(argv, scope));
      case CONVERTER ->
          runs(argv, scope, Reversibility.REVERSIBLE)
              .plus(outputs(argv, scope))
              .plus(carried(argv, scope));
      case APP -> runs(argv, scope, Reversibility.REVERSIBLE).plus(carried(argv, scope));
      case PACKAGES -> runs(argv, scope, Reversibility.REVERSIBLE);
      case TOOL -> {
        Optional<Value> destroying = Words.destroying(argv);
        yield destroying.isPresent()
            ? Words.deletes(argv, scope, destroying.get())
            : runs(argv, scope, Reversibility.REVERSIBLE).plus(carried(argv, scope));
      }
      case OPAQUE ->
          argv.count() == 0 && scope.input() instanceof Input.None
              ? runs(argv, scope, Reversibility.REVERSIBLE)
              : new UnknownProgram().effects(argv, scope);
    };
  }

  private static Analysis runs(Argv argv, Scope scope, Reversibility reversibility) {
    String name = argv.program();
    return Analysis.of(
        new Effect(
            name + ":Run",
            Verb.EXECUTE,
            Resource.of(name, name).with(scope.place()),
            reversibility,
            Reach.ITEM,
            Evidence.at("program-tool", argv.span(), "`" + name + "` is a known tool")));
  }

  /**
   * What a tool of which only the kind is known is told to run besides. Only what destroys counts:
   * any other word may be the tool's own.
   */
  private static Analysis carried(Argv argv, Scope scope) {
    Gathered all = new Gathered();
    for (int i = 1; i < argv.count(); i++) {
      String word = argv.constant(i).orElse("");
      Analysis run = Analysis.NOTHING;
      if (RUNS.contains(word) && argv.constant(i + 1).orElse("").contains(" ")) {
        run = scope.inner().shell(argv.get(i + 1), scope);
      } else if (COMMANDS.contains(word)) {
        run = scope.inner().command(argv.from(i), scope);
      }
      if (run.effects().stream().anyMatch(SeverityTable::destructive)) {
        all.add(run);
        break;
      }
    }
    return all.analysis();
  }

  /** Files that {@code -o}, {@code --output} and the like name. */
  private static Analysis outputs(Argv argv, Scope scope) {
    Gathered all = new Gathered();
    for (int i = 1; i <= argv.count(); i++) {
      String text = argv.get(i).prefix();
      if (text.equals("--")) {
        break;
      }
      boolean named = text.equals("-o") || text.equals("--output") || text.equals("--outfile");
      if (named && argv.constant(i).isPresent() && i < argv.count()) {
        all.add(FileAction.WRITE.on(argv.get(++i), scope));
      } else if (text.startsWith("--output=") || text.startsWith("--outfile=")) {
        Value path = argv.get(i).afterPrefix(text.indexOf('=') + 1);
        all.add(FileAction.WRITE.on(path, scope));
      }
    }
    return all.analysis();
  }
}
