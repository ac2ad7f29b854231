package io.countersign.cli.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines, keeping at most {@link #MAX_LINE} bytes of one. What is longer is read
 * over, so that the lines behind it are still found. One thread at a time.
 */
final class LineReader {

  /**
   * Longest line, in bytes: every character of the largest call that the guard takes ({@link
   * io.countersign.json.StrictJson#MAX_TOTAL}) as a six byte escape, and as much again as a tenth
   * of it for the rest of the line.
   */
  static final int MAX_LINE = 7 << 20;

  /** How much of a line that is too long is kept, to find its id. */
  private static final int PREFIX = 1 << 16;

  private final InputStream in;
  private final int maxLine;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  LineReader(InputStream in) {
    this(in, MAX_LINE);
  }

  LineReader(InputStream in, int maxLine) {
    this.in = in;
    this.maxLine = maxLine;
  }

  /**
   * One line.
   *
   * @param bytes without the line break; only the beginning when it is too long
   * @param whole whether that is all of it
   */
  record Line(byte[] bytes, boolean whole) {}

  /** The next line, or null at the end of the stream. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    boolean whole = true;
    boolean any = false;
    while (true) {
      if (at == end) {
        end = Math.max(0, in.read(buffer));
        at = 0;
        if (end == 0) {
          return any ? line(line, whole) : null;
        }
      }
      any = true;
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      if (whole && (long) line.size() + stop - at > maxLine) {
        whole = false;
        line.write(buffer, at, Math.max(0, Math.min(stop - at, PREFIX - line.size())));
        line = prefix(line);
      } else if (whole) {
        line.write(buffer, at, stop - at);
      }
      at = stop;
      if (stop < end) {
        at++;
        return line(line, whole);
      }
    }
  }

  private static ByteArrayOutputStream prefix(ByteArrayOutputStream line) {
    ByteArrayOutputStream cut = new ByteArrayOutputStream(PREFIX);
    cut.write(line.toByteArray(), 0, Math.min(PREFIX, line.size()));
    return cut;
  }

  private static Line line(ByteArrayOutputStream line, boolean whole) {
    byte[] bytes = line.toByteArray();
    int length = bytes.length;
    if (whole && length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    return new Line(java.util.Arrays.copyOf(bytes, length), whole);
  }
}
