package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.Area;
import io.countersign.shell.path.Target;
import io.countersign.shell.path.Targets;
import java.util.List;

/**
 * {@code mv}: puts something in a place, and takes it away from another. Moving to a place where
 * nothing is kept is deleting.
 */
final class Move implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> words = line.positionals();
    List<Value> into = line.values("-t");
    if (words.isEmpty() || (words.size() == 1 && into.isEmpty())) {
      return Analysis.NOTHING;
    }
    Value to = into.isEmpty() ? words.get(words.size() - 1) : into.get(into.size() - 1);
    List<Value> sources = into.isEmpty() ? words.subList(0, words.size() - 1) : words;
    Scope scope = line.scope();
    Target target = Targets.of(to, scope);
    Gathered all = new Gathered();
    if (!line.has("-n") && !line.has("-b") && !line.has("--backup")) {
      FileAction how =
          into.isEmpty() && sources.size() == 1 && !sources.get(0).hasGlob()
              ? FileAction.PLACE
              : FileAction.WRITE;
      all.add(how.on(to, scope));
    }
    boolean lost =
        switch (target.area()) {
          case SINK, SCRATCH, MADE -> true;
          case BUILD,
              WORKSPACE,
              WORKSPACE_ROOT,
              REPOSITORY,
              SECRETS,
              GUARD,
              HOME,
              DEVICE,
              SYSTEM,
              OUTSIDE,
              UNKNOWN ->
              false;
        };
    for (Value source : sources) {
      all.add(taken(Targets.of(source, scope), source, lost, scope));
    }
    return all.analysis();
  }

  private static Analysis taken(Target source, Value word, boolean lost, Scope scope) {
    return switch (source.area()) {
      case SINK, MADE, SCRATCH, BUILD -> Analysis.NOTHING;
      case WORKSPACE -> lost ? FileAction.ERASE_TREE.on(word, scope) : Analysis.NOTHING;
      case UNKNOWN -> lost ? FileAction.ERASE_TREE.on(word, scope) : away(source, scope);
      case HOME, WORKSPACE_ROOT, GUARD -> FileAction.ERASE_TREE.on(word, scope);
      case SYSTEM ->
          lost || source.path().indexOf('/', 1) < 0
              ? FileAction.ERASE_TREE.on(word, scope)
              : away(source, scope);
      case REPOSITORY, SECRETS, OUTSIDE, DEVICE ->
          lost ? FileAction.ERASE_TREE.on(word, scope) : away(source, scope);
    };
  }

  private static Analysis away(Target source, Scope scope) {
    if (source.area() == Area.UNKNOWN) {
      return Analysis.NOTHING;
    }
    return Analysis.of(
        new Effect(
            "fs:Move",
            Verb.UPDATE,
            Resource.of("file", source.path()).with(scope.place()),
            Reversibility.RECOVERABLE,
            Reach.ITEM,
            Evidence.at(
                "path-moved", source.span(), "`" + source.path() + "` is moved to another place")));
  }
}
