package io.countersign.analysis;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The directories that an agent may work in without being asked.
 *
 * @param roots absolute paths of checkouts; when empty, the working directory of a call is its
 *     workspace unless it is {@code /}, a home directory or a system directory
 * @param home the home directory that {@code ~} stands for
 * @param scratch directories for throw-away files
 * @param guarded paths that no guarded tool may change: the guard's own configuration, store and
 *     launcher, the agent's settings
 */
public record Workspace(
    ImmutableList<String> roots,
    String home,
    ImmutableList<String> scratch,
    ImmutableList<String> guarded) {

  /** Nothing is configured: the working directory counts. */
  public static final Workspace DEFAULT =
      new Workspace(
          ImmutableList.of(),
          "/home/user",
          ImmutableList.of("/tmp", "/var/tmp", "/private/tmp"),
          ImmutableList.of());

  /** The same with these roots. */
  public Workspace withRoots(List<String> more) {
    return new Workspace(ImmutableList.copyOf(more), home, scratch, guarded);
  }

  /** Whether {@code path} is {@code directory} or lies below it; both absolute and normalised. */
  public static boolean within(String path, String directory) {
    if (directory.equals("/")) {
      return true;
    }
    return path.startsWith(directory)
        && (path.length() == directory.length() || path.charAt(directory.length()) == '/');
  }
}
