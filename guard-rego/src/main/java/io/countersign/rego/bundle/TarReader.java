package io.countersign.rego.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar archives as {@code opa build} writes them: ustar, with PAX or GNU long names. Enough of
 * POSIX.1-2001 for bundles; anything odd is refused.
 */
final class TarReader {
  private static final int BLOCK = 512;
  private static final int MAX_NAME = 4096;

  enum Kind {
    FILE,
    LINK,
    OTHER
  }

  record Entry(String name, Kind kind, long size) {}

  private final InputStream in;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** The next entry, or null at the end. Its content is read or skipped before the next call. */
  @Nullable Entry next() throws IOException {
    String longName = null;
    while (true) {
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || isZero(header)) {
        return null;
      }
      if (header.length < BLOCK || !checksumHolds(header)) {
        throw new IOException("damaged tar header");
      }
      long size = octal(header, 124, 12);
      char type = (char) header[156];
      if (type == 'x' || type == 'g') {
        String path = paxPath(small(size));
        longName = type == 'x' && path != null ? path : longName;
      } else if (type == 'L') {
        longName = text(small(size), 0, (int) size);
      } else {
        String name = longName != null ? longName : ustarName(header);
        return new Entry(name, kind(type), type == '0' || type == 0 || type == '7' ? size : 0);
      }
    }
  }

  byte[] content(Entry entry) throws IOException {
    byte[] content = in.readNBytes((int) entry.size());
    if (content.length != entry.size()) {
      throw new EOFException("the archive ends within an entry");
    }
    in.skipNBytes(padding(entry.size()));
    return content;
  }

  void skip(Entry entry) throws IOException {
    in.skipNBytes(entry.size() + padding(entry.size()));
  }

  private byte[] small(long size) throws IOException {
    if (size > MAX_NAME * 4L) {
      throw new IOException("an extended header is too long");
    }
    return content(new Entry("", Kind.OTHER, size));
  }

  private static Kind kind(char type) {
    return switch (type) {
      case '0', 0, '7' -> Kind.FILE;
      case '1', '2' -> Kind.LINK;
      default -> Kind.OTHER;
    };
  }

  private static String ustarName(byte[] header) {
    String name = text(header, 0, 100);
    String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The path record of a PAX header: records are {@code <length> <key>=<value>\n}. */
  private static @Nullable String paxPath(byte[] records) throws IOException {
    String path = null;
    String rest = new String(records, StandardCharsets.UTF_8);
    for (String line : rest.split("\n")) {
      int space = line.indexOf(' ');
      if (space > 0 && line.startsWith("path=", space + 1)) {
        path = line.substring(space + 6);
      } else if (space > 0 && line.startsWith("size=", space + 1)) {
        throw new IOException("entries beyond 8 GiB are not read");
      }
    }
    return path;
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean checksumHolds(byte[] header) throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    return sum == octal(header, 148, 8);
  }

  private static long octal(byte[] header, int offset, int length) throws IOException {
    long value = 0;
    for (int i = offset; i < offset + length; i++) {
      int c = header[i];
      if (c >= '0' && c <= '7') {
        value = value * 8 + (c - '0');
      } else if (c != 0 && c != ' ') {
        throw new IOException("damaged tar header");
      }
    }
    return value;
  }

  private static String text(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
  }

  private static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }
}
