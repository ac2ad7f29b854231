package io.countersign.rego.bundle;

import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Collects the files of a bundle that matter (plan, manifest, data), by path. */
final class BundleFiles {
  private final BundleLimits limits;
  private final Set<String> others;
  private final Map<String, byte[]> files = new TreeMap<>();
  private int entries;
  private long total;

  private BundleFiles(BundleLimits limits, Set<String> others) {
    this.limits = limits;
    this.others = others;
  }

  /**
   * Reads a directory or an archive.
   *
   * @param others files to keep besides plan, manifest and data
   */
  static Map<String, byte[]> read(Path path, BundleLimits limits, Set<String> others) {
    BundleFiles collected = new BundleFiles(limits, others);
    try {
      if (Files.isDirectory(path)) {
        collected.directory(path);
      } else {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(path))) {
          collected.tarGz(stream);
        }
      }
    } catch (IOException e) {
      throw new RegoException(
          RegoCode.BUNDLE_MALFORMED, "the bundle `" + path.getFileName() + "` cannot be read", e);
    }
    return collected.files;
  }

  static Map<String, byte[]> readTarGz(InputStream stream, BundleLimits limits) {
    BundleFiles collected = new BundleFiles(limits, Set.of());
    try {
      collected.tarGz(stream);
    } catch (IOException e) {
      throw new RegoException(RegoCode.BUNDLE_MALFORMED, "the bundle is no readable tar.gz", e);
    }
    return collected.files;
  }

  private void directory(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root, 64)) {
      for (Iterator<Path> each = paths.iterator(); each.hasNext(); ) {
        Path file = each.next();
        String name = root.relativize(file).toString().replace('\\', '/');
        if (Files.isSymbolicLink(file) && !file.equals(root)) {
          throw escapes(name);
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          count(name, Files.size(file));
          if (matters(name)) {
            files.put(name, Files.readAllBytes(file));
          }
        }
      }
    }
  }

  private void tarGz(InputStream stream) throws IOException {
    TarReader tar = new TarReader(new BoundedStream(new GZIPInputStream(stream), limits));
    for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
      String name = safeName(entry.name());
      if (entry.kind() == TarReader.Kind.LINK) {
        throw escapes(entry.name());
      }
      if (entry.kind() != TarReader.Kind.FILE) {
        continue;
      }
      count(name, entry.size());
      if (matters(name)) {
        if (files.put(name, tar.content(entry)) != null) {
          throw RegoBundle.malformed("`" + name + "` is there twice");
        }
      } else {
        tar.skip(entry);
      }
    }
  }

  private void count(String name, long size) {
    total += size;
    if (++entries > limits.maxEntries()
        || size > limits.maxEntryBytes()
        || total > limits.maxTotalBytes()) {
      throw new RegoException(
          RegoCode.BUNDLE_TOO_LARGE, "the bundle passes its limits at `" + name + "`");
    }
  }

  /** The path within the bundle, without a leading slash. */
  private static String safeName(String name) {
    String relative =
        name.startsWith("./") ? name.substring(2) : name.startsWith("/") ? name.substring(1) : name;
    for (String part : relative.split("/", -1)) {
      if (part.equals("..") || part.indexOf('\\') >= 0 || part.indexOf('\0') >= 0) {
        throw escapes(name);
      }
    }
    return relative;
  }

  private boolean matters(String name) {
    return name.equals("plan.json")
        || name.equals(".manifest")
        || isData(name)
        || others.contains(name);
  }

  static boolean isData(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return file.equals("data.json") || file.equals("data.yaml") || file.equals("data.yml");
  }

  private static RegoException escapes(String name) {
    return new RegoException(
        RegoCode.BUNDLE_PATH_ESCAPES, "`" + name + "` leaves the bundle or is a link");
  }

  /** Stops a gzip bomb at the limit of the whole. */
  private static final class BoundedStream extends java.io.FilterInputStream {
    // Headers and padding take at most 1 KiB an entry beyond the content.
    private long left;

    BoundedStream(InputStream in, BundleLimits limits) {
      super(in);
      this.left = limits.maxTotalBytes() + 1024L * limits.maxEntries() + 10_240;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      spend(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      spend(Math.max(0, count));
      return count;
    }

    private void spend(int count) {
      left -= count;
      if (left < 0) {
        throw new RegoException(
            RegoCode.BUNDLE_TOO_LARGE, "the bundle unpacks to more than its limits allow");
      }
    }
  }
}
