package io.countersign.shell.program;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.Area;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Target;
import io.countersign.shell.path.Targets;
import java.util.Locale;

/** What can be done to a file that a command names; the words of descriptions in capitals. */
enum FileAction {
  /** Removes a file or an empty directory. */
  ERASE,
  /** Removes with all that is below. */
  ERASE_TREE,
  /** Replaces what is likely there. */
  OVERWRITE,
  /** Writes a file that is likely new. */
  WRITE,
  /** Copies or moves to a path that is a file, or a directory to put things in. */
  PLACE,
  APPEND,
  /** Edits in place. */
  MODIFY,
  EMPTY,
  /** Changes owner, group or mode. */
  PERMIT,
  PERMIT_TREE,
  /** Destroys what a device or file holds: a new file system, random bytes. */
  FORMAT;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Analysis on(Value path, Scope scope) {
    Target named = Targets.of(path, scope);
    boolean removes = this == ERASE || this == ERASE_TREE;
    Target target = removes ? named : Targets.followed(named, scope);
    return switch (this) {
      case ERASE -> FileEffects.delete(target, FileEffects.Extent.ONE, scope);
      case ERASE_TREE ->
          FileEffects.delete(
              target,
              target.unknown().isEmpty() && !target.wild() && fileName(target.name())
                  ? FileEffects.Extent.ONE
                  : FileEffects.Extent.TREE,
              scope);
      case OVERWRITE ->
          keepsACopy(target) || fragment(target)
              ? write(target, scope)
              : kernel(target) ? modify(target, scope) : FileEffects.overwrite(target, scope);
      case WRITE -> write(target, scope);
      case PLACE -> place(path, target, scope);
      case APPEND -> FileEffects.append(target, scope);
      case MODIFY -> modify(target, scope);
      case EMPTY -> FileEffects.empty(target, scope);
      case PERMIT -> permit(target, false, scope);
      case PERMIT_TREE -> permit(target, true, scope);
      case FORMAT -> format(target, scope);
    };
  }

  private static Analysis write(Target target, Scope scope) {
    return switch (target.area()) {
      case SINK -> Analysis.NOTHING;
      case DEVICE, GUARD -> FileEffects.overwrite(target, scope);
      case REPOSITORY, SECRETS, UNKNOWN -> FileEffects.append(target, scope);
      case MADE, SCRATCH, BUILD, WORKSPACE, WORKSPACE_ROOT, HOME, SYSTEM, OUTSIDE ->
          FileEffects.create(target, scope);
    };
  }

  private static Analysis place(Value path, Target target, Scope scope) {
    String end = path.suffix();
    boolean directory =
        end.endsWith("/")
            || end.equals(".")
            || end.equals("..")
            || end.endsWith("/.")
            || end.endsWith("/..")
            || target.area() == Area.HOME
            || target.name().endsWith(".d")
            || !target.name().contains(".");
    boolean sure =
        switch (target.area()) {
          case UNKNOWN, SECRETS -> true;
          case SYSTEM -> target.path().startsWith("/etc/") && !end.endsWith("/");
          case SINK,
              MADE,
              SCRATCH,
              BUILD,
              WORKSPACE,
              WORKSPACE_ROOT,
              REPOSITORY,
              GUARD,
              HOME,
              DEVICE,
              OUTSIDE ->
              false;
        };
    return (directory && !sure) || keepsACopy(target) || fragment(target)
        ? write(target, scope)
        : FileEffects.overwrite(target, scope);
  }

  private static Analysis modify(Target target, Scope scope) {
    return switch (target.area()) {
      case SINK, MADE, SCRATCH, BUILD, WORKSPACE, WORKSPACE_ROOT -> Analysis.NOTHING;
      case DEVICE, GUARD -> FileEffects.overwrite(target, scope);
      case REPOSITORY, SECRETS, HOME, SYSTEM, OUTSIDE, UNKNOWN ->
          one(
              target,
              "fs:Modify",
              Verb.UPDATE,
              Reversibility.RECOVERABLE,
              Reach.ITEM,
              scope,
              "is edited in place");
    };
  }

  private static Analysis permit(Target target, boolean tree, Scope scope) {
    boolean many = tree || target.wild();
    return switch (target.area()) {
      case SINK, MADE, SCRATCH, BUILD, WORKSPACE -> Analysis.NOTHING;
      case HOME, SYSTEM ->
          many && wide(target)
              ? one(
                  target,
                  "fs:Permit",
                  Verb.UPDATE,
                  Reversibility.IRREVERSIBLE,
                  Reach.ENVIRONMENT,
                  scope,
                  "loses its old owners or modes, which nothing records")
              : permit(target, scope);
      case GUARD ->
          one(
              target,
              "guard:Permit",
              Verb.DISARM,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              scope,
              "holds settings of the guard or the agent");
      case WORKSPACE_ROOT, REPOSITORY, SECRETS, DEVICE, OUTSIDE, UNKNOWN -> permit(target, scope);
    };
  }

  private static Analysis permit(Target target, Scope scope) {
    return one(
        target,
        "fs:Permit",
        Verb.UPDATE,
        Reversibility.RECOVERABLE,
        Reach.ITEM,
        scope,
        "gets other permissions");
  }

  /** Whether changing all below breaks the system or an account. */
  private static boolean wide(Target target) {
    String path = target.path();
    if (target.area() == Area.HOME || path.indexOf('/', 1) < 0) {
      return true;
    }
    return !path.startsWith("/var/")
        && !path.startsWith("/opt/")
        && !path.startsWith("/usr/local/");
  }

  private static Analysis format(Target target, Scope scope) {
    return switch (target.area()) {
      case SINK -> Analysis.NOTHING;
      case MADE, SCRATCH -> FileEffects.delete(target, FileEffects.Extent.ONE, scope);
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
          one(
              target,
              "disk:Format",
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              Reach.RESOURCE,
              scope,
              "loses all that it holds");
    };
  }

  private static Analysis one(
      Target target,
      String operation,
      Verb verb,
      Reversibility reversibility,
      Reach reach,
      Scope scope,
      String meaning) {
    Resource resource =
        Resource.of("file", target.path())
            .with(scope.place())
            .with(Facts.of(Fact.PATH, target.path()));
    Evidence evidence =
        Evidence.at(
            "path-" + target.area().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            target.span(),
            "`" + target.path() + "` " + meaning);
    return Analysis.of(
        new Effect(operation, verb, resource, Environment.UNKNOWN, reversibility, reach, evidence));
  }

  /** There a file decides who may do what, or what starts, and is no addition to another. */
  private static final ImmutableSet<String> DECIDING =
      ImmutableSet.of("/etc/sudoers.d/", "/etc/pam.d/", "/etc/init.d/", "/etc/rc.d/");

  /** Whether it is one of many small files that add up, in a directory such as {@code conf.d}. */
  private static boolean fragment(Target target) {
    String path = target.path();
    int slash = path.lastIndexOf('/');
    return slash > 2
        && path.substring(0, slash).endsWith(".d")
        && DECIDING.stream().noneMatch(path::startsWith);
  }

  /** Whether it is a switch of the running kernel, which a reboot forgets. */
  private static boolean kernel(Target target) {
    return target.path().startsWith("/proc/sys/") || target.path().startsWith("/sys/");
  }

  /** Whether the name says that a copy is kept beside the original. */
  private static boolean keepsACopy(Target target) {
    String name = target.name().toLowerCase(Locale.ROOT);
    return name.endsWith(".bak")
        || name.contains(".bak.")
        || name.contains("backup")
        || name.endsWith(".old")
        || name.endsWith(".orig")
        || name.endsWith("~");
  }

  /** Whether only a file, and no directory, has such a name. */
  private static boolean fileName(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && FileNames.ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
