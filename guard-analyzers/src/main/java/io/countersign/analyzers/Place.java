package io.countersign.analyzers;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Workspace;
import java.util.Optional;

/** Where a file lies, as far as its path tells; mildest first. */
enum Place {
  SCRATCH,
  WORKSPACE,
  ELSEWHERE,
  /** Inside of a repository's {@code .git}. */
  REPOSITORY_INNARDS,
  /** A system directory, a device, keys. */
  SYSTEM,
  GUARDED;

  /** Directories that are nobody's workspace, and whose files a system needs. */
  private static final ImmutableSet<String> SYSTEM_ROOTS =
      ImmutableSet.of(
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/lib",
          "/lib64",
          "/opt",
          "/proc",
          "/sbin",
          "/sys",
          "/usr",
          "/var",
          "/System",
          "/Library",
          "/Applications");

  private static final ImmutableSet<String> SECRET_PARTS =
      ImmutableSet.of("/.ssh/", "/.gnupg/", "/.aws/", "/.kube/", "/.docker/");

  static Place of(String path, Optional<String> directory, Workspace workspace) {
    if (workspace.guarded().stream().anyMatch(g -> Workspace.within(path, g))) {
      return GUARDED;
    }
    if (path.contains("/.git/") || path.endsWith("/.git")) {
      return REPOSITORY_INNARDS;
    }
    if (workspace.scratch().stream().anyMatch(s -> Workspace.within(path, s))) {
      return SCRATCH;
    }
    boolean own =
        workspace.roots().isEmpty()
            ? directory.filter(d -> mayBeWorkspace(d, workspace)).isPresent()
                && Workspace.within(path, directory.orElseThrow())
            : workspace.roots().stream().anyMatch(r -> Workspace.within(path, r));
    if (own) {
      return WORKSPACE;
    }
    boolean system =
        SYSTEM_ROOTS.stream().anyMatch(r -> Workspace.within(path, r))
            || SECRET_PARTS.stream().anyMatch(path::contains);
    return system ? SYSTEM : ELSEWHERE;
  }

  /** A working directory is the workspace unless it is the root, a home or a system directory. */
  private static boolean mayBeWorkspace(String directory, Workspace workspace) {
    if (directory.equals("/")
        || directory.equals(workspace.home())
        || directory.equals("/root")
        || directory.matches("/(home|Users)/[^/]+")
        || directory.equals("/home")
        || directory.equals("/Users")) {
      return false;
    }
    return SYSTEM_ROOTS.stream().noneMatch(r -> Workspace.within(directory, r));
  }
}
