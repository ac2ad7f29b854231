package io.countersign.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.erdtman.jcs.NumberToJSON;

/**
 * Writes a frozen tree in the one form of the JSON Canonicalization Scheme. Numbers are the JCS
 * library's work; the tree is written here, because the library reads text only, and writing,
 * reading and writing again took most of the time of a decision
 * (docs/decisions/0011-canonical-json-from-the-tree.md).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public final class CanonicalJson {

  /** The order of names: by UTF-16 code units (RFC 8785, 3.2.3), as Java compares strings. */
  private static final Comparator<Map.Entry<String, JsonNode>> BY_NAME = Map.Entry.comparingByKey();

  /** Up to here an insertion sort is faster; every object of the guard's own is smaller. */
  private static final int FEW = 24;

  /** Bytes of a typical audit record. */
  private static final int TYPICAL = 800;

  private static final long SAFE = 1L << 53;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CanonicalJson() {}

  /**
   * The canonical UTF-8 bytes of a tree. Two trees that {@link StrictJson} let in have equal bytes
   * if and only if they are the same value.
   *
   * @param tree a tree from {@link StrictJson}, or one built from checked parts
   * @throws IllegalArgumentException when it holds what is no JSON value, or half a surrogate pair
   */
  public static byte[] bytes(JsonNode tree) {
    Utf8 out = new Utf8(TYPICAL);
    write(tree, out);
    return out.bytes();
  }

  /**
   * The canonical UTF-8 bytes of what is described; the same as those of its tree.
   *
   * @throws IllegalArgumentException as {@link #bytes(JsonNode)}, and when a member is described
   *     twice
   */
  public static byte[] bytes(Consumer<JsonSink> description) {
    Utf8 out = new Utf8(TYPICAL);
    CanonicalSink sink = new CanonicalSink(out);
    description.accept(sink);
    sink.finish();
    return out.bytes();
  }

  static void write(JsonNode node, Utf8 out) {
    switch (node.getNodeType()) {
      case NULL -> out.append("null");
      case BOOLEAN -> out.append(node.booleanValue() ? "true" : "false");
      case NUMBER -> number(node, out);
      case STRING -> text(node.textValue(), out);
      case ARRAY -> {
        char before = '[';
        for (JsonNode element : node) {
          out.append(before);
          write(element, out);
          before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
      }
      case OBJECT -> object(node, out);
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
    }
  }

  private static void object(JsonNode node, Utf8 out) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map.Entry<String, JsonNode>[] members = new Map.Entry[node.size()];
    Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
    for (int i = 0; i < members.length; i++) {
      members[i] = fields.next();
    }
    sort(members);
    char before = '{';
    for (Map.Entry<String, JsonNode> member : members) {
      out.append(before);
      text(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private static void sort(Map.Entry<String, JsonNode>[] members) {
    if (members.length > FEW) {
      Arrays.sort(members, BY_NAME);
      return;
    }
    for (int i = 1; i < members.length; i++) {
      Map.Entry<String, JsonNode> member = members[i];
      int at = i;
      while (at > 0 && members[at - 1].getKey().compareTo(member.getKey()) > 0) {
        members[at] = members[at - 1];
        at--;
      }
      members[at] = member;
    }
  }

  private static void number(JsonNode node, Utf8 out) {
    if (node.isInt() || node.isShort() || node.isLong()) {
      number(node.longValue(), out);
    } else {
      number(Double.parseDouble(node.asText()), out);
    }
  }

  static void number(long value, Utf8 out) {
    if (-SAFE <= value && value <= SAFE) {
      out.append(Long.toString(value));
    } else {
      number((double) value, out);
    }
  }

  private static void number(double value, Utf8 out) {
    try {
      out.append(NumberToJSON.serializeNumber(value));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a finite number", e);
    }
  }

  /** A string as RFC 8785, 3.2.2.2 has it: short escapes where there are any, the rest as it is. */
  static void text(String value, Utf8 out) {
    out.append('"');
    int at = out.appendPlain(value, 0);
    while (at < value.length()) {
      char c = value.charAt(at);
      if (c >= ' ' && c != '"' && c != '\\') {
        if (Character.isSurrogate(c)) {
          checkPair(value, at);
        }
        int point = value.codePointAt(at);
        out.appendCodePoint(point);
        at += Character.charCount(point);
      } else {
        escape(c, out);
        at++;
      }
      at = out.appendPlain(value, at);
    }
    out.append('"');
  }

  private static void escape(char c, Utf8 out) {
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\b' -> out.append('b');
      case '\t' -> out.append('t');
      case '\n' -> out.append('n');
      case '\f' -> out.append('f');
      case '\r' -> out.append('r');
      default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
    }
  }

  private static void checkPair(String value, int high) {
    if (!Character.isHighSurrogate(value.charAt(high))
        || high + 1 == value.length()
        || !Character.isLowSurrogate(value.charAt(high + 1))) {
      // Encoded as it is, it would become a question mark, and two values would have one digest.
      throw new IllegalArgumentException("half of a surrogate pair");
    }
  }
}
