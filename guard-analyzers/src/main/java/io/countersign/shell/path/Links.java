package io.countersign.shell.path;

import io.countersign.analysis.Workspace;
import io.countersign.shell.command.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Symbolic links, as far as the file view or the command line itself tells of them. They can only
 * make a path worse than it looks: a machine without the link must get the stricter answer, too.
 */
final class Links {

  /** Links that lead to links. */
  private static final int MAX_ROUNDS = 8;

  /** Deeper paths are taken as they are written. */
  private static final int MAX_PARTS = 40;

  private Links() {}

  /** Where a path leads, in the terms of the workspace; the path itself when nothing is known. */
  static String real(String path, Scope scope) {
    String real = resolved(path, scope.files());
    if (real.equals(path)) {
      return path;
    }
    List<String> places = new ArrayList<>(scope.roots());
    places.addAll(scope.workspace().scratch());
    places.add(scope.home());
    for (String place : places) {
      // The workspace may lie behind a link as a whole, as /tmp does on some systems.
      String there = resolved(place, scope.files());
      if (!there.equals(place) && Workspace.within(real, there)) {
        return place + real.substring(there.length());
      }
    }
    return real;
  }

  private static String resolved(String path, Scope.Files files) {
    String now = path;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      String next = once(now, files);
      if (next.equals(now)) {
        return now;
      }
      now = next;
    }
    return now;
  }

  /** The longest beginning of which something is known is replaced. */
  private static String once(String path, Scope.Files files) {
    String head = path;
    for (int i = 0; i < MAX_PARTS && head.length() > 1; i++) {
      Optional<String> real = files.realPath(head);
      if (real.isPresent()) {
        return real.get().equals(head) ? path : real.get() + path.substring(head.length());
      }
      head = head.substring(0, Math.max(head.lastIndexOf('/'), 0));
    }
    return path;
  }

  /** Whether one place is worse to lose than another. */
  static boolean worse(Area one, Area other) {
    return rank(one) > rank(other);
  }

  private static int rank(Area area) {
    return switch (area) {
      case SINK -> 0;
      case MADE, SCRATCH -> 1;
      case BUILD -> 2;
      case WORKSPACE -> 3;
      case WORKSPACE_ROOT -> 4;
      case REPOSITORY -> 5;
      case UNKNOWN -> 6;
      case OUTSIDE -> 7;
      case SECRETS, GUARD -> 8;
      case HOME, SYSTEM, DEVICE -> 9;
    };
  }
}
