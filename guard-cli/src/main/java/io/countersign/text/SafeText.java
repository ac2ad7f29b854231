package io.countersign.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Text from a call, made fit for a terminal: what is not plain ASCII is shown by its code point, so
 * that nothing can be hidden, turned round or made to look like something else.
 */
public final class SafeText {

  /** Made when a tree is first written; most answers hold none. */
  private static final class Ascii {
    static final ObjectMapper JSON =
        JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  }

  private SafeText() {}

  /** Everything but printable ASCII as an escape; a line break too. */
  public static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> {
        if (c >= ' ' && c < 0x7f) {
          safe.append((char) c);
        } else {
          safe.append(String.format("\\u{%x}", c));
        }
      }
    }
  }

  /**
   * The same, cut in the middle when it is too long, so that beginning and end stay visible.
   *
   * @param most characters to keep; at least 20
   */
  public static String line(String text, int most) {
    String safe = line(text);
    if (safe.length() <= most) {
      return safe;
    }
    int head = (most - 16) / 2;
    return safe.substring(0, head)
        + " ...["
        + (safe.length() - 2 * head)
        + " more]... "
        + safe.substring(safe.length() - head);
  }

  /** A tree as one line of ASCII; everything else is an escape. */
  public static String asciiJson(JsonNode tree) {
    try {
      return Ascii.JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON tree", e);
    }
  }
}
