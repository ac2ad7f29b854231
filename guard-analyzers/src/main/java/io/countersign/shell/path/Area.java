package io.countersign.shell.path;

/** Where a path lies, as far as losing it is concerned. */
public enum Area {
  /** {@code /dev/null} and its kin: nothing is kept there. */
  SINK,
  /** The same command line has made it. */
  MADE,
  /** Inside a directory for throw-away files. */
  SCRATCH,
  /** In the workspace or at home: made again by a build, an install or a test run. */
  BUILD,
  /** Elsewhere inside the agent's workspace. */
  WORKSPACE,
  /** A whole workspace, or a directory that holds one. */
  WORKSPACE_ROOT,
  /** The repository's own data: {@code .git} or part of it. */
  REPOSITORY,
  /** Keys and credentials. */
  SECRETS,
  /** Settings of the guard or of the agent that it watches. */
  GUARD,
  /** A home directory itself. */
  HOME,
  /** A disk, a partition, a volume. */
  DEVICE,
  /** Part of the operating system, or all of the file system. */
  SYSTEM,
  /** Any other place outside of the workspace. */
  OUTSIDE,
  /** The path is not known well enough. */
  UNKNOWN
}
