package io.countersign.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON text with the place of every value, so that a part can be changed and everything else stays
 * as it is, byte for byte.
 */
final class JsonText {

  private static final int MAX_DEPTH = 100;

  private final String text;
  private final Value root;

  private JsonText(String text, Value root) {
    this.text = text;
    this.root = root;
  }

  /**
   * A value and where it stands.
   *
   * @param start offset of its first character
   * @param end offset after its last one
   * @param members of an object, by name; otherwise empty
   * @param keys offset of each member's name
   * @param elements of an array; otherwise empty
   * @param string the value of a string, or null for anything else
   * @param token what kind of value it is
   */
  record Value(
      int start,
      int end,
      Map<String, Value> members,
      Map<String, Integer> keys,
      List<Value> elements,
      @Nullable String string,
      JsonToken token) {

    boolean object() {
      return token == JsonToken.START_OBJECT;
    }

    boolean array() {
      return token == JsonToken.START_ARRAY;
    }

    Optional<Value> member(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /** The text of a member that is a string, or an empty one. */
    String text(String name) {
      Value member = members.get(name);
      String value = member == null ? null : member.string();
      return value == null ? "" : value;
    }
  }

  /**
   * Reads a text.
   *
   * @throws IOException when it is not one JSON value, or names a member twice
   */
  static JsonText parse(String text) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IOException("the file is empty");
      }
      Value root = value(parser, text);
      if (parser.nextToken() != null) {
        throw new IOException("there is more after the first value");
      }
      return new JsonText(text, root);
    }
  }

  private static Value value(JsonParser parser, String text) throws IOException {
    JsonToken token = parser.currentToken();
    int start = (int) parser.currentTokenLocation().getCharOffset();
    Map<String, Value> members = new LinkedHashMap<>();
    Map<String, Integer> keys = new LinkedHashMap<>();
    List<Value> elements = new ArrayList<>();
    String string = null;
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        keys.put(name, (int) parser.currentTokenLocation().getCharOffset());
        parser.nextToken();
        members.put(name, value(parser, text));
      }
    } else if (token == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser, text));
      }
    } else if (token == JsonToken.VALUE_STRING) {
      string = parser.getText();
    }
    parser.finishToken();
    int end = Math.min((int) parser.currentLocation().getCharOffset(), text.length());
    return new Value(start, end, members, keys, elements, string, token);
  }

  Value root() {
    return root;
  }

  /** The text with a member added to an object, in the manner of the text around it. */
  String withMember(Value object, String name, String json) {
    return inserted(
        object, object.members().values().stream().toList(), "\"" + name + "\": " + json);
  }

  /** The text with an element added to the end of an array. */
  String withElement(Value array, String json) {
    return inserted(array, array.elements(), json);
  }

  private String inserted(Value holder, List<Value> present, String piece) {
    boolean lines =
        text.substring(holder.start(), holder.end()).indexOf('\n') >= 0 || present.isEmpty();
    String indent = indentOf(holder.start());
    String unit = unit();
    if (present.isEmpty()) {
      return text.substring(0, holder.start() + 1)
          + newline()
          + indent
          + unit
          + indented(piece, indent + unit)
          + newline()
          + indent
          + text.substring(holder.end() - 1);
    }
    int after = present.get(present.size() - 1).end();
    String more =
        lines
            ? "," + newline() + indent + unit + indented(piece, indent + unit)
            : ", " + piece.replaceAll("\n\\s*", " ");
    return text.substring(0, after) + more + text.substring(after);
  }

  /** The text without a member of an object. */
  String withoutMember(Value object, String name) {
    List<Integer> starts = new ArrayList<>(object.keys().values());
    List<Value> values = new ArrayList<>(object.members().values());
    int i = new ArrayList<>(object.members().keySet()).indexOf(name);
    Integer next = i + 1 < starts.size() ? starts.get(i + 1) : null;
    Integer before = i > 0 ? values.get(i - 1).end() : null;
    return without(object, starts.get(i), values.get(i).end(), before, next);
  }

  /** The text without an element of an array. */
  String withoutElement(Value array, int i) {
    Value element = array.elements().get(i);
    Integer next = i + 1 < array.elements().size() ? array.elements().get(i + 1).start() : null;
    Integer before = i > 0 ? array.elements().get(i - 1).end() : null;
    return without(array, element.start(), element.end(), before, next);
  }

  private String without(
      Value holder, int start, int end, @Nullable Integer before, @Nullable Integer next) {
    if (before != null) {
      return text.substring(0, before) + text.substring(end);
    }
    if (next != null) {
      return text.substring(0, start) + text.substring(next);
    }
    return text.substring(0, holder.start() + 1) + text.substring(holder.end() - 1);
  }

  private String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** The blanks at the beginning of the line that an offset lies in. */
  private String indentOf(int offset) {
    int line = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
    int end = line;
    while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(line, end);
  }

  /** One step of indentation: that of the first member of the root. */
  private String unit() {
    return root.keys().values().stream()
        .findFirst()
        .map(this::indentOf)
        .filter(indent -> !indent.isEmpty())
        .orElse("  ");
  }

  private String indented(String piece, String indent) {
    return piece.replace("\n", newline() + indent).replace("\t", unit());
  }
}
