package io.countersign.config;

import io.countersign.analysis.FileView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The regular files of this machine, for calls that name a plan or a script. A file that is not
 * here says nothing: the call stays unresolved. Thread-safe.
 */
final class LocalFiles implements FileView {

  /** Places whose files are not content but windows into the machine. */
  private static final List<Path> NOT_CONTENT =
      List.of(Path.of("/dev"), Path.of("/proc"), Path.of("/sys"));

  @Override
  public Optional<byte[]> read(String absolutePath, int maxBytes) {
    try {
      Path real = Path.of(absolutePath).toRealPath();
      if (NOT_CONTENT.stream().anyMatch(real::startsWith) || !Files.isRegularFile(real)) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(real)) {
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
      // A file to be made lies where the directory that already exists lies.
      Path known = path;
      while (true) {
        @Nullable Path parent = known.getParent();
        try {
          Path real = known.toRealPath();
          return Optional.of(real.resolve(known.relativize(path)).normalize().toString());
        } catch (IOException e) {
          if (parent == null) {
            return Optional.empty();
          }
          known = parent;
        }
      }
    } catch (InvalidPathException | SecurityException e) {
      return Optional.empty();
    }
  }
}
