package io.countersign.analysis;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files below some directories of this machine. A symbolic link that leads out of them leads
 * nowhere. Thread-safe.
 */
public final class WorkspaceFiles implements FileView {

  private final ImmutableList<Path> roots;

  /**
   * A view of directories.
   *
   * @param roots absolute paths; one that does not exist shows nothing
   */
  public WorkspaceFiles(List<Path> roots) {
    this.roots = ImmutableList.copyOf(roots);
  }

  @Override
  public Optional<byte[]> read(String absolutePath, int maxBytes) {
    Path file = real(absolutePath);
    if (file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than asked for, so that a file that grows meanwhile is noticed.
      byte[] content = in.readNBytes(maxBytes + 1);
      return content.length > maxBytes ? Optional.empty() : Optional.of(content);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> realPath(String absolutePath) {
    return Optional.ofNullable(real(absolutePath)).map(Path::toString);
  }

  private @Nullable Path real(String absolutePath) {
    try {
      Path real = Path.of(absolutePath).toRealPath();
      for (Path root : roots) {
        if (real.startsWith(root.toRealPath())) {
          return real;
        }
      }
      return null;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }
}
