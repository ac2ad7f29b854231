package io.countersign.json;

import java.util.Arrays;

/** UTF-8 text that is being written. */
final class Utf8 {

  private byte[] bytes;
  private int size;

  Utf8(int capacity) {
    bytes = new byte[capacity];
  }

  /** What was written; a copy. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Bytes that were written so far. */
  int size() {
    return size;
  }

  /** What was written from a place on; a copy. */
  byte[] copy(int from) {
    return Arrays.copyOfRange(bytes, from, size);
  }

  /** Takes back what was written from a place on. */
  void truncate(int to) {
    size = to;
  }

  /** Puts an ASCII character in place of another. */
  void set(int place, char ascii) {
    bytes[place] = (byte) ascii;
  }

  /** Appends bytes that are UTF-8 already. */
  void append(byte[] utf8, int from, int to) {
    reserve(to - from);
    System.arraycopy(utf8, from, bytes, size, to - from);
    size += to - from;
  }

  /** Appends an ASCII character. */
  Utf8 append(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Appends ASCII text. */
  Utf8 append(String ascii) {
    int length = ascii.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size + i] = (byte) ascii.charAt(i);
    }
    size += length;
    return this;
  }

  /**
   * Appends a text up to the first character that JSON escapes or that takes more than one byte.
   *
   * @return where that is, or the length of the text
   */
  int appendPlain(String text, int from) {
    int length = text.length();
    reserve(length - from);
    byte[] to = bytes;
    int shift = size - from;
    int i = from;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > 0x7f || c == '"' || c == '\\') {
        break;
      }
      to[shift + i] = (byte) c;
    }
    size = shift + i;
    return i;
  }

  /** Appends any character of Unicode but a surrogate. */
  void appendCodePoint(int point) {
    reserve(4);
    if (point < 0x80) {
      bytes[size++] = (byte) point;
    } else if (point < 0x800) {
      bytes[size++] = (byte) (0xc0 | point >> 6);
      last(point, 1);
    } else if (point < 0x10000) {
      bytes[size++] = (byte) (0xe0 | point >> 12);
      last(point, 2);
    } else {
      bytes[size++] = (byte) (0xf0 | point >> 18);
      last(point, 3);
    }
  }

  private void last(int point, int count) {
    for (int shift = 6 * (count - 1); shift >= 0; shift -= 6) {
      bytes[size++] = (byte) (0x80 | point >> shift & 0x3f);
    }
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
