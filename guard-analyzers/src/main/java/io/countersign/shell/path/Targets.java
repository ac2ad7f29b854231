package io.countersign.shell.path;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Workspace;
import io.countersign.problem.Span;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds out where paths lie. */
public final class Targets {

  private static final ImmutableSet<String> SINKS =
      ImmutableSet.of(
          "/dev/null",
          "/dev/zero",
          "/dev/full",
          "/dev/stdin",
          "/dev/stdout",
          "/dev/stderr",
          "/dev/tty",
          "/dev/random",
          "/dev/urandom",
          "/dev/console");

  /** Directories of which the contents belong to the operating system. */
  private static final ImmutableSet<String> SYSTEM =
      ImmutableSet.of(
          "/bin",
          "/boot",
          "/etc",
          "/lib",
          "/lib32",
          "/lib64",
          "/opt",
          "/proc",
          "/root",
          "/run",
          "/sbin",
          "/sys",
          "/usr",
          "/var",
          "/System",
          "/Library",
          "/Applications",
          "/private",
          "/cores",
          "/nix");

  private static final char STAND_IN = '\ufffc';

  private Targets() {}

  /** Where a path lies. */
  public static Target of(Value value, Scope scope) {
    List<Piece> pieces = absolute(value, scope);
    Optional<Piece.Unknown> start =
        pieces.get(0) instanceof Piece.Unknown unknown ? Optional.of(unknown) : Optional.empty();
    StringBuilder shape = new StringBuilder();
    List<Piece> hidden = new ArrayList<>();
    Optional<Piece.Unknown> open = Optional.empty();
    boolean wild = false;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text) {
        shape.append(text.text().replace(STAND_IN, '?'));
        continue;
      }
      hidden.add(piece);
      shape.append(STAND_IN);
      if (piece instanceof Piece.Glob) {
        wild = true;
      } else if (piece instanceof Piece.Unknown unknown) {
        wild |= unknown.kind() == Piece.Kind.BELOW;
        open = open.isEmpty() && escapes(unknown) ? Optional.of(unknown) : open;
      }
    }
    List<String> parts = normalise(shape.toString());
    String shown = shown(parts, hidden, start.isPresent());
    boolean rootIfEmpty = wipesRootIfEmpty(shape.toString());
    Area area =
        start.isPresent() ? area(start.get(), parts, rootIfEmpty, scope) : area(parts, scope);
    if (area == Area.UNKNOWN) {
      return new Target(value.span(), shown, area, wild, open.or(() -> start));
    }
    // /dev/stderr and /dev/fd/63 are links on most machines, and no places on any.
    if (start.isEmpty() && !scope.elsewhere() && area != Area.SINK) {
      List<String> behind = behindLinks(parts, value.suffix().endsWith("/"), scope);
      Area there = area(behind, scope);
      if (!behind.equals(parts) && Links.worse(there, area)) {
        area = there;
        shown = shown(behind, hidden, false);
      }
    }
    return new Target(value.span(), shown, area, wild, area == Area.MADE ? Optional.empty() : open);
  }

  /**
   * The same path without the links that it leads through. The last part is followed only when a
   * slash or more stands behind it: removing a link takes the link and not what it names.
   */
  private static List<String> behindLinks(List<String> parts, boolean all, Scope scope) {
    int known = 0;
    while (known < parts.size() && parts.get(known).indexOf(STAND_IN) < 0) {
      known++;
    }
    int followed = all || known < parts.size() ? known : Math.max(known - 1, 0);
    String head = "/" + String.join("/", parts.subList(0, followed));
    String real = Links.real(head, scope);
    if (real.equals(head)) {
      return parts;
    }
    List<String> behind = normalise(real);
    behind.addAll(parts.subList(followed, parts.size()));
    return behind;
  }

  /** The target that writing to it reaches: what the link names when it is one. */
  public static Target followed(Target target, Scope scope) {
    if (target.area() == Area.UNKNOWN
        || target.area() == Area.SINK
        || target.wild()
        || scope.elsewhere()) {
      return target;
    }
    String real = Links.real(target.path(), scope);
    if (real.equals(target.path())) {
      return target;
    }
    Area there = area(normalise(real), scope);
    return Links.worse(there, target.area())
        ? new Target(target.span(), real, there, false, target.unknown())
        : target;
  }

  /** Whether what is not known may lead out of the directory before it. */
  private static boolean escapes(Piece.Unknown unknown) {
    return switch (unknown.kind()) {
      case VARIABLE, FILLED_VARIABLE, OUTPUT, INPUT, DIRECTORY -> true;
      case NUMBER, NAME, SCRATCH, WORKSPACE, BELOW -> false;
    };
  }

  private static boolean wipesRootIfEmpty(String shape) {
    return shape.equals(STAND_IN + "/") || shape.equals(STAND_IN + "/" + STAND_IN);
  }

  private static List<Piece> absolute(Value value, Scope scope) {
    boolean absolute =
        value.prefix().startsWith("/")
            || (!value.pieces().isEmpty()
                && value.pieces().get(0) instanceof Piece.Unknown unknown
                && startsAtRoot(unknown));
    List<Piece> pieces = new ArrayList<>();
    if (!absolute) {
      pieces.addAll(scope.directory().pieces());
      pieces.add(new Piece.Text("/"));
    }
    pieces.addAll(value.pieces());
    return Value.join(value.span(), pieces).pieces();
  }

  private static boolean startsAtRoot(Piece.Unknown unknown) {
    return switch (unknown.kind()) {
      case VARIABLE, FILLED_VARIABLE, OUTPUT, INPUT, SCRATCH, WORKSPACE, DIRECTORY -> true;
      case NUMBER, NAME, BELOW -> false;
    };
  }

  private static List<String> normalise(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return new ArrayList<>(parts);
  }

  private static String shown(List<String> parts, List<Piece> hidden, boolean symbolic) {
    StringBuilder shown = new StringBuilder();
    int next = 0;
    String joined = (symbolic ? "" : "/") + String.join("/", parts);
    for (int i = 0; i < joined.length(); i++) {
      if (joined.charAt(i) == STAND_IN && next < hidden.size()) {
        Piece piece = hidden.get(next++);
        shown.append(new Value(new Span(0, 0), ImmutableList.of(piece)).shown());
      } else {
        shown.append(joined.charAt(i));
      }
    }
    return shown.toString();
  }

  /** A path that begins with something that is not known. */
  private static Area area(
      Piece.Unknown start, List<String> parts, boolean rootIfEmpty, Scope scope) {
    return switch (start.kind()) {
      // `..` may lead out of a temporary directory.
      case SCRATCH ->
          parts.isEmpty() || parts.get(0).indexOf(STAND_IN) != 0 ? Area.OUTSIDE : Area.MADE;
      case WORKSPACE -> {
        if (scope.elsewhere()) {
          yield Area.OUTSIDE;
        }
        List<String> below = parts.isEmpty() ? parts : parts.subList(1, parts.size());
        yield below.isEmpty() ? Area.WORKSPACE_ROOT : Names.inWorkspace(below);
      }
      // "$X"/ and "$X"/* are all of the file system when the variable is empty.
      case VARIABLE -> rootIfEmpty ? Area.SYSTEM : Area.UNKNOWN;
      case FILLED_VARIABLE, OUTPUT, INPUT, DIRECTORY, NUMBER, NAME, BELOW -> Area.UNKNOWN;
    };
  }

  private static Area area(List<String> parts, Scope scope) {
    int known = 0;
    while (known < parts.size() && parts.get(known).indexOf(STAND_IN) < 0) {
      known++;
    }
    String path = "/" + String.join("/", parts.subList(0, known));
    String all = "/" + String.join("/", parts);
    if (SINKS.contains(all) || all.startsWith("/dev/fd/") || all.startsWith("/dev/pts/")) {
      return Area.SINK;
    }
    if (path.startsWith("/dev/") && !path.startsWith("/dev/shm")) {
      return Area.DEVICE;
    }
    if (path.equals("/dev")) {
      return parts.size() > known ? Area.DEVICE : Area.SYSTEM;
    }
    Workspace workspace = scope.workspace();
    // A workspace holds the agent's settings, and still is a workspace before all else.
    boolean holdsWorkspace = scope.roots().stream().anyMatch(r -> Workspace.within(r, path));
    for (String guarded : workspace.guarded()) {
      if (Workspace.within(path, guarded) || (!holdsWorkspace && Workspace.within(guarded, path))) {
        return Area.GUARD;
      }
    }
    if (isMade(path, parts.size(), scope.made())) {
      return Area.MADE;
    }
    String scratch = scope.variable("TMPDIR").orElse("/dev/shm");
    for (String directory : workspace.scratch()) {
      if (Workspace.within(path, directory)) {
        return Area.SCRATCH;
      }
    }
    if (Workspace.within(path, scratch) && !path.equals("/")) {
      return Area.SCRATCH;
    }
    if (!scope.elsewhere()) {
      Area inside = inRoots(path, parts, scope);
      if (inside != Area.UNKNOWN) {
        return inside;
      }
    }
    return outside(path, parts, known, scope);
  }

  /** Whether the path or a directory above it is one of those; either may be many. */
  private static boolean isMade(String path, int depth, ImmutableSet<String> made) {
    if (made.isEmpty() || path.equals("/")) {
      return false;
    }
    if (depth > made.size()) {
      return made.stream().anyMatch(m -> Workspace.within(path, m));
    }
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (made.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private static Area inRoots(String path, List<String> parts, Scope scope) {
    for (String root : scope.roots()) {
      if (Workspace.within(path, root) && !root.equals("/")) {
        int depth = normalise(root).size();
        List<String> below = parts.subList(depth, parts.size());
        return below.isEmpty() ? Area.WORKSPACE_ROOT : Names.inWorkspace(below);
      }
    }
    for (String root : scope.roots()) {
      if (parts.size() == normalise(path).size()
          && Workspace.within(root, path)
          && !path.equals("/")
          && !Workspace.within(scope.home(), path)) {
        return Area.WORKSPACE_ROOT;
      }
    }
    return Area.UNKNOWN;
  }

  private static Area outside(String path, List<String> parts, int known, Scope scope) {
    if (path.equals("/")) {
      return Area.SYSTEM;
    }
    String home = scope.home();
    boolean atHome = Workspace.within(path, home) || isHome(path, true);
    if (path.equals(home) || isHome(path, false) || Workspace.within(home, path)) {
      return Area.HOME;
    }
    if (Names.isSecret(parts)) {
      return Area.SECRETS;
    }
    if (parts.contains(".git")) {
      return Area.REPOSITORY;
    }
    if (atHome && !scope.elsewhere() && Names.isCache(parts)) {
      return Area.BUILD;
    }
    if (Names.isPackageCache(path) || (parts.size() == known && Names.isCompletion(parts))) {
      return Area.BUILD;
    }
    for (String directory : SYSTEM) {
      if (Workspace.within(path, directory) && !path.startsWith("/var/lib/") && !atHome) {
        return Area.SYSTEM;
      }
    }
    return known == 0 ? Area.UNKNOWN : Area.OUTSIDE;
  }

  private static boolean isHome(String path, boolean orBelow) {
    for (String parent : new String[] {"/home/", "/Users/", "/root"}) {
      if (path.startsWith(parent)) {
        if (orBelow || parent.equals("/root") && path.equals("/root")) {
          return true;
        }
        return path.length() > parent.length() && path.indexOf('/', parent.length()) < 0;
      }
    }
    return path.equals("/home") || path.equals("/Users");
  }
}
