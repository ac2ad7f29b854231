package io.countersign.analyzers;

import io.countersign.analysis.Workspace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths as text: the guard's own disk is not asked. */
final class Paths {

  private Paths() {}

  /**
   * A path from the root, without {@code .} and {@code ..}.
   *
   * @return empty when the path is relative and the directory is unknown
   */
  static Optional<String> absolute(String path, Optional<String> directory, Workspace workspace) {
    String full;
    if (path.startsWith("/")) {
      full = path;
    } else if (path.equals("~") || path.startsWith("~/")) {
      full = workspace.home() + path.substring(1);
    } else if (directory.isPresent()) {
      full = directory.get() + "/" + path;
    } else {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : full.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of("/" + String.join("/", parts));
  }
}
