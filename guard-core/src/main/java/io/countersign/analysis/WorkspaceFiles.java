package io.countersign.analysis;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The regular files below some directories of this machine, for calls that name a plan or a script.
 * A symbolic link that leads out of them leads nowhere. A file that is not there says nothing: the
 * call stays unresolved. Thread-safe.
 */
public final class WorkspaceFiles implements FileView {

  /** Places whose files are not content but windows into the machine. */
  private static final ImmutableList<Path> NOT_CONTENT =
      ImmutableList.of(Path.of("/dev"), Path.of("/proc"), Path.of("/sys"));

  /** Links that lead to links which lead nowhere yet; Linux follows as many. */
  private static final int MAX_LINKS = 40;

  private final ImmutableList<Path> roots;

  /**
   * A view of directories.
   *
   * @param roots absolute paths; one that does not exist shows nothing
   */
  public WorkspaceFiles(List<Path> roots) {
    this.roots = ImmutableList.copyOf(roots);
  }

  /** A view of all of this machine. */
  public static WorkspaceFiles ofThisMachine() {
    return new WorkspaceFiles(ImmutableList.copyOf(FileSystems.getDefault().getRootDirectories()));
  }

  @Override
  public Optional<byte[]> read(String absolutePath, int maxBytes) {
    try {
      Path file = Path.of(absolutePath).toRealPath();
      if (!within(file)
          || NOT_CONTENT.stream().anyMatch(file::startsWith)
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file)) {
        // One more than asked for: the size that the file system tells may be out of date.
        byte[] content = in.readNBytes(maxBytes == Integer.MAX_VALUE ? maxBytes : maxBytes + 1);
        return content.length > maxBytes ? Optional.empty() : Optional.of(content);
      }
    } catch (IOException | InvalidPathException | SecurityException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> realPath(String absolutePath) {
    try {
      Path path = Path.of(absolutePath);
      Path real = real(path, 0);
      return real != null && within(real) ? Optional.of(real.toString()) : Optional.empty();
    } catch (IOException | InvalidPathException | SecurityException e) {
      return Optional.empty();
    }
  }

  /** A file to be made lies where the directory that already exists lies, or where a link says. */
  private static @Nullable Path real(Path path, int links) throws IOException {
    for (Path known = path; known != null; known = known.getParent()) {
      try {
        return known.toRealPath().resolve(known.relativize(path)).normalize();
      } catch (IOException e) {
        if (Files.isSymbolicLink(known)) {
          Path target = known.resolveSibling(Files.readSymbolicLink(known));
          return links == MAX_LINKS
              ? null
              : real(target.resolve(known.relativize(path)).normalize(), links + 1);
        }
        // Not there; the directory around it may be.
      }
    }
    return null;
  }

  private boolean within(Path real) throws IOException {
    for (Path root : roots) {
      if (Files.exists(root) && real.startsWith(root.toRealPath())) {
        return true;
      }
    }
    return false;
  }
}
