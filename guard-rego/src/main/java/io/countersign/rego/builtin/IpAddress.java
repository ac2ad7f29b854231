package io.countersign.rego.builtin;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An IP address, read as strictly as Go reads one: four decimal bytes without leading zeros, or RFC
 * 4291 text. No names are ever looked up. An IPv4 address mapped into IPv6 counts as IPv4.
 *
 * @param bits 32 or 128
 */
record IpAddress(BigInteger value, int bits) {
  private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF);

  /** The address, or null when the text is none. */
  static @Nullable IpAddress parse(String text) {
    IpAddress address = parseAsWritten(text);
    return address == null ? null : address.unmapped();
  }

  /** As {@link #parse}, but an IPv4 address mapped into IPv6 stays one of 128 bits. */
  static @Nullable IpAddress parseAsWritten(String text) {
    if (text.length() > 45) {
      return null;
    }
    if (text.indexOf(':') >= 0) {
      return parseV6(text);
    }
    Long four = parseV4(text);
    return four == null ? null : new IpAddress(BigInteger.valueOf(four), 32);
  }

  boolean isMapped() {
    return bits == 128 && value.shiftRight(32).equals(MAPPED);
  }

  IpAddress unmapped() {
    return isMapped() ? new IpAddress(value.and(BigInteger.valueOf(0xFFFFFFFFL)), 32) : this;
  }

  private static @Nullable Long parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    long value = 0;
    for (String part : parts) {
      boolean wrong =
          part.isEmpty() || part.length() > 3 || part.length() > 1 && part.charAt(0) == '0';
      if (wrong
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')
          || Integer.parseInt(part) > 255) {
        return null;
      }
      value = value << 8 | Integer.parseInt(part);
    }
    return value;
  }

  private static @Nullable IpAddress parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    int[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2), true);
    if (head == null || tail == null) {
      return null;
    }
    int count = head.length + tail.length;
    if (gap < 0 ? count != 8 : count > 7) {
      return null;
    }
    int[] all = Arrays.copyOf(head, 8);
    System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
    BigInteger value = BigInteger.ZERO;
    for (int group : all) {
      value = value.shiftLeft(16).or(BigInteger.valueOf(group));
    }
    return new IpAddress(value, 128);
  }

  /** Groups of 16 bits; the last two may be written as an IPv4 address when they end the text. */
  private static int @Nullable [] groups(String text, boolean ends) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    int[] groups = new int[parts.length + 1];
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (part.indexOf('.') >= 0) {
        Long four = parseV4(part);
        if (!ends || i != parts.length - 1 || four == null) {
          return null;
        }
        groups[count++] = (int) (four >> 16);
        groups[count++] = (int) (four & 0xFFFF);
      } else if (part.isEmpty()
          || part.length() > 4
          || !part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
        return null;
      } else {
        groups[count++] = Integer.parseInt(part, 16);
      }
    }
    return Arrays.copyOf(groups, count);
  }

  /** The text of RFC 5952. */
  String text() {
    if (bits == 32) {
      long v = value.longValue();
      return (v >> 24) + "." + (v >> 16 & 255) + "." + (v >> 8 & 255) + "." + (v & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = value.shiftRight(112 - 16 * i).intValue() & 0xFFFF;
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append("::");
        i += length - 1;
      } else {
        out.append(out.length() == 0 || out.charAt(out.length() - 1) == ':' ? "" : ":");
        out.append(Integer.toHexString(groups[i]).toLowerCase(Locale.ROOT));
      }
    }
    return out.toString();
  }
}
