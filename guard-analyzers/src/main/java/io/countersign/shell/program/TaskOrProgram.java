package io.countersign.shell.program;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Argv;

/**
 * A word that is a task of the project, or else an installed program: {@code yarn build}, {@code
 * pnpm prisma migrate reset}, {@code cargo sqlx}. When a program of that name is described, it is
 * taken at its word.
 */
final class TaskOrProgram implements Special {

  /** Names that projects give to tasks, whichever programs may have them too. */
  private static final ImmutableSet<String> TASKS =
      ImmutableSet.of(
          "build",
          "check",
          "ci",
          "clean",
          "compile",
          "deploy",
          "dev",
          "docs",
          "e2e",
          "env",
          "format",
          "generate",
          "install",
          "kill",
          "lint",
          "mock",
          "pack",
          "patch",
          "ping",
          "proxy",
          "publish",
          "release",
          "reset",
          "seed",
          "serve",
          "service",
          "setup",
          "start",
          "stop",
          "sync",
          "test",
          "time",
          "top",
          "update",
          "upgrade",
          "watch",
          "which");

  private final Special task = new PackageScript();
  private final int skip;

  /**
   * Special code for a tool.
   *
   * @param skip how many positionals stand before the task
   */
  TaskOrProgram(int skip) {
    this.skip = skip;
  }

  @Override
  public Analysis effects(CommandLine line) {
    Argv argv = line.argv();
    int at = line.restAt() + skip;
    String name = at < argv.words().size() ? argv.constant(at).orElse("") : "";
    if (!TASKS.contains(name) && line.scope().inner().knows(name)) {
      return line.scope().inner().command(argv.from(at), line.scope().in(line.facts()));
    }
    return task.effects(line);
  }
}
