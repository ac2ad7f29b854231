package io.countersign.shell.program;

import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.shell.command.Argv;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A program that is fetched from a registry and run, as with {@code npx}, {@code uvx} or {@code go
 * run}: the first positional is a package, perhaps with a version, and the package's program need
 * not have its name ({@code packages.txt}).
 */
final class PackageRun implements Special {

  /** Makes a new project by convention: {@code npx create-next-app}. */
  private static final Pattern MAKES = Pattern.compile("(@[^/]+/)?(create|init)(-.+)?");

  private static final Pattern VERSION = Pattern.compile("(?<=.)@[^/@]*$|==.*$");

  private final ImmutableMap<String, String> programs = load();

  private static ImmutableMap<String, String> load() {
    Map<String, String> programs = new HashMap<>();
    for (String line : StandardPrograms.text("packages.txt").split("\n")) {
      int colon = line.indexOf(": ");
      if (!line.startsWith("#") && colon > 0) {
        for (String name : line.substring(colon + 2).trim().split("\\s+")) {
          programs.put(name, line.substring(0, colon));
        }
      }
    }
    return ImmutableMap.copyOf(programs);
  }

  @Override
  public Analysis effects(CommandLine line) {
    int at = line.restAt();
    Argv argv = line.argv();
    if (at >= argv.words().size()) {
      return Analysis.NOTHING;
    }
    String written = argv.constant(at).orElse("");
    String name = VERSION.matcher(written).replaceFirst("");
    if (MAKES.matcher(name).matches()) {
      return Analysis.of(runs(line, argv.get(at), Verb.CREATE));
    }
    boolean go = line.node().root().name.equals("go");
    String program = go ? ofModule(name) : programs.getOrDefault(name, name);
    if (go && !line.scope().inner().knows(program)) {
      return Analysis.of(runs(line, argv.get(at), Verb.EXECUTE));
    }
    List<Value> words = new ArrayList<>();
    for (String word : program.split(" ")) {
      words.add(
          written.isEmpty() || word.isEmpty() ? argv.get(at) : Value.of(argv.get(at).span(), word));
    }
    words.addAll(argv.words().subList(at + 1, argv.words().size()));
    return line.scope().inner().command(new Argv(argv.span(), words), line.scope());
  }

  /** The program of a Go module's path; a path in the project itself has none that is known. */
  private static String ofModule(String path) {
    int slash = path.indexOf('/');
    if (slash <= 0 || path.startsWith(".") || path.indexOf('.') > slash || path.indexOf('.') < 0) {
      return "";
    }
    String module = path.replaceFirst("/v[0-9]+$", "");
    return module.substring(module.lastIndexOf('/') + 1);
  }

  private static Effect runs(CommandLine line, Value what, Verb verb) {
    return new Effect(
        line.argv().program() + ":Run",
        verb,
        Resource.of("package", what.shown()).with(line.scope().place()),
        Reversibility.REVERSIBLE,
        Reach.RESOURCE,
        Evidence.at(
            "program-package",
            what.span(),
            verb == Verb.CREATE
                ? "`" + what.shown() + "` makes a new project"
                : "`" + what.shown() + "` is code of the project"));
  }
}
