package io.countersign.shell.path;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.analysis.Workspace;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.problem.Problem;
import io.countersign.shell.command.Scope;

/** What doing something to a file or directory would be, by where it lies. */
public final class FileEffects {

  private FileEffects() {}

  /** How much of a directory is removed. */
  public enum Extent {
    /** A file, or a directory that must be empty. */
    ONE,
    /** Everything below. */
    TREE
  }

  /** Removing it. */
  public static Analysis delete(Target target, Extent extent, Scope scope) {
    if (target.area() == Area.UNKNOWN) {
      return Analysis.unresolved(unknown(target, "is removed"));
    }
    boolean many = extent == Extent.TREE || target.wild();
    return switch (target.area()) {
      case SINK -> Analysis.NOTHING;
      case MADE, BUILD ->
          of(target, "fs:Delete", Verb.DELETE, Reversibility.REVERSIBLE, reach(many), scope);
      case SCRATCH ->
          of(target, "fs:Delete", Verb.DELETE, Reversibility.RECOVERABLE, Reach.ITEM, scope);
      case WORKSPACE ->
          of(
              target,
              "fs:Delete",
              Verb.DELETE,
              Reversibility.RECOVERABLE,
              many ? Reach.SELECTION : Reach.ITEM,
              scope);
      case WORKSPACE_ROOT ->
          of(target, "fs:Delete", Verb.DELETE, Reversibility.RECOVERABLE, Reach.RESOURCE, scope);
      case REPOSITORY, SECRETS, GUARD, OUTSIDE ->
          of(target, "fs:Delete", Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.RESOURCE, scope);
      case HOME, DEVICE, SYSTEM ->
          of(
              target,
              "fs:Delete",
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              many ? Reach.ENVIRONMENT : Reach.RESOURCE,
              scope);
      case UNKNOWN -> throw new AssertionError();
    };
  }

  /** Replacing what it holds by something else. */
  public static Analysis overwrite(Target named, Scope scope) {
    Target target = Targets.followed(named, scope);
    return switch (target.area()) {
      case SINK -> Analysis.NOTHING;
      case MADE, BUILD, SCRATCH ->
          of(target, "fs:Write", Verb.UPDATE, Reversibility.REVERSIBLE, Reach.ITEM, scope);
      case WORKSPACE, WORKSPACE_ROOT ->
          of(target, "fs:Write", Verb.UPDATE, Reversibility.RECOVERABLE, Reach.ITEM, scope);
      case REPOSITORY, SECRETS, GUARD, HOME, SYSTEM, OUTSIDE ->
          of(target, "fs:Write", Verb.UPDATE, Reversibility.IRREVERSIBLE, Reach.RESOURCE, scope);
      case DEVICE ->
          of(target, "fs:Write", Verb.UPDATE, Reversibility.IRREVERSIBLE, Reach.ENVIRONMENT, scope);
      case UNKNOWN -> Analysis.unresolved(unknown(target, "is overwritten"));
    };
  }

  /** Taking away all that it holds. */
  public static Analysis empty(Target named, Scope scope) {
    Target target = Targets.followed(named, scope);
    return switch (target.area()) {
      case WORKSPACE ->
          of(target, "fs:Empty", Verb.DELETE, Reversibility.RECOVERABLE, Reach.SELECTION, scope);
      case SINK,
          MADE,
          BUILD,
          SCRATCH,
          WORKSPACE_ROOT,
          REPOSITORY,
          SECRETS,
          GUARD,
          HOME,
          SYSTEM,
          OUTSIDE,
          DEVICE,
          UNKNOWN ->
          overwrite(target, scope);
    };
  }

  /** Adding to it, or making it where nothing is. */
  public static Analysis append(Target named, Scope scope) {
    Target target = Targets.followed(named, scope);
    return switch (target.area()) {
      case SINK -> Analysis.NOTHING;
      case DEVICE -> overwrite(target, scope);
      case SECRETS, GUARD ->
          of(target, "fs:Append", Verb.GRANT, Reversibility.RECOVERABLE, Reach.RESOURCE, scope);
      case MADE,
          BUILD,
          SCRATCH,
          WORKSPACE,
          WORKSPACE_ROOT,
          REPOSITORY,
          HOME,
          SYSTEM,
          OUTSIDE,
          UNKNOWN ->
          of(target, "fs:Append", Verb.UPDATE, Reversibility.RECOVERABLE, Reach.ITEM, scope);
    };
  }

  /** Making something new, which cannot replace anything. */
  public static Analysis create(Target target, Scope scope) {
    return of(target, "fs:Create", Verb.CREATE, Reversibility.REVERSIBLE, Reach.ITEM, scope);
  }

  /** A path of which too little is known. */
  public static Problem unknown(Target target, String what) {
    return new Problem(
        PathCode.PATH_UNRESOLVED,
        target.unknown().map(u -> u.span()).orElse(target.span()),
        "Which path " + what + " cannot be told: `" + target.path() + "` is not known.",
        "Write the path out, or ask for approval.");
  }

  private static Reach reach(boolean many) {
    return many ? Reach.SELECTION : Reach.ITEM;
  }

  private static Analysis of(
      Target target,
      String operation,
      Verb verb,
      Reversibility reversibility,
      Reach reach,
      Scope scope) {
    String area = target.area().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    Resource resource =
        Resource.of("file", target.path())
            .with(scope.place())
            .with(Facts.of(Fact.PATH, target.path()));
    Evidence evidence =
        Evidence.at(
            "path-" + area, target.span(), "`" + target.path() + "` " + meaning(target.area()));
    return Analysis.of(
        new Effect(
            guards(target, verb, scope) ? operation.replace("fs:", "guard:") : operation,
            verb,
            resource,
            environment(target),
            reversibility,
            reach,
            evidence));
  }

  /** Whether the guard itself would be changed, which no approval allows. */
  private static boolean guards(Target target, Verb verb, Scope scope) {
    return target.area() == Area.GUARD
        && (verb == Verb.DELETE
            || scope.workspace().guarded().stream()
                .anyMatch(guarded -> Workspace.within(target.path(), guarded)));
  }

  private static Environment environment(Target target) {
    return switch (target.area()) {
      case SINK, MADE, BUILD, SCRATCH, WORKSPACE, WORKSPACE_ROOT, REPOSITORY ->
          Environment.WORKSPACE;
      case SECRETS, GUARD, HOME, DEVICE, SYSTEM, OUTSIDE, UNKNOWN -> Environment.UNKNOWN;
    };
  }

  private static String meaning(Area area) {
    return switch (area) {
      case SINK -> "keeps nothing";
      case MADE -> "was made by the same command line";
      case SCRATCH -> "lies in a directory for throw-away files";
      case BUILD -> "is made again by a build or an install";
      case WORKSPACE -> "lies in the workspace";
      case WORKSPACE_ROOT -> "is a whole workspace";
      case REPOSITORY -> "belongs to the data of a repository";
      case SECRETS -> "holds keys or credentials";
      case GUARD -> "holds settings of the guard or the agent";
      case HOME -> "is a home directory";
      case DEVICE -> "is a device";
      case SYSTEM -> "belongs to the operating system";
      case OUTSIDE -> "lies outside of the workspace";
      case UNKNOWN -> "is not known";
    };
  }
}
