package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A task that a project file defines: {@code make}, {@code npm run}, {@code just}. Its content is
 * the project's own code; its name is all that the call says.
 */
final class PackageScript implements Special {

  private static final Pattern DESTROYS =
      Pattern.compile(
          "(^|.*[-_:./])(destroy|drop|wipe|nuke|purge|teardown|terminate|undeploy|truncate"
              + "|delete|obliterate|factory-?reset)([-_:./].*|$)|.*(db|database|data|env|cluster|stack)"
              + "[-_:.](reset|clean|clear|remove|rm|flush)$|(reset|clean|clear|flush|remove)[-_:.]"
              + "(db|database|data|prod|production|env|cluster|stack|all-data)$");

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> tasks = line.positionals();
    Gathered all = new Gathered();
    for (Value task : tasks) {
      String name = task.shown();
      if (name.indexOf('=') >= 0) {
        continue;
      }
      boolean destroys = DESTROYS.matcher(name.toLowerCase(Locale.ROOT)).matches();
      all.add(
          new Effect(
              line.argv().program() + ":Task",
              destroys ? Verb.DELETE : Verb.EXECUTE,
              Resource.of("task", name).with(line.scope().place()),
              Environment.UNKNOWN,
              destroys ? Reversibility.UNKNOWN : Reversibility.REVERSIBLE,
              Reach.RESOURCE,
              Evidence.at(
                  "program-task",
                  task.span(),
                  destroys
                      ? "`" + name + "` says by its name that it destroys something"
                      : "`" + name + "` is a task of the project")));
      if (!line.node().name.equals("make") && !multi(line)) {
        break;
      }
    }
    return all.analysis();
  }

  /** Whether all words are tasks; with npm and its kin only the first one is. */
  private static boolean multi(CommandLine line) {
    return switch (line.node().root().name) {
      case "make", "gradle", "mvn", "ninja", "rake", "just", "ant", "task", "invoke" -> true;
      default -> false;
    };
  }
}
