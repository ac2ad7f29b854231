package io.countersign.analysis;

import java.util.Optional;

/**
 * The files that an analysis may look into. By default there are none: the answer must not depend
 * on the disk of the machine that the guard happens to run on. Implementations are thread-safe.
 */
public interface FileView {

  /**
   * The content of a regular file.
   *
   * @param absolutePath normalised, with {@code /} between its parts
   * @param maxBytes the caller wants no more than this
   * @return empty when there is no such file here, or it is larger, or it cannot be read
   */
  Optional<byte[]> read(String absolutePath, int maxBytes);

  /**
   * The path without symbolic links.
   *
   * @return empty when this view does not know the file
   */
  Optional<String> realPath(String absolutePath);

  /** A view without any file. */
  static FileView none() {
    return new FileView() {
      @Override
      public Optional<byte[]> read(String absolutePath, int maxBytes) {
        return Optional.empty();
      }

      @Override
      public Optional<String> realPath(String absolutePath) {
        return Optional.empty();
      }
    };
  }
}
