package io.countersign.rego.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.TreeMap;

/**
 * Writes values as JSON, as OPA does: sets become arrays in OPA's order, keys of other types than
 * string become their own JSON text, numbers keep the text they were written with.
 */
public final class JsonWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private JsonWriter() {}

  /** Compact JSON. */
  public static String toJson(Value value) {
    StringBuilder out = new StringBuilder();
    append(out, value, false);
    return out.toString();
  }

  /**
   * Compact JSON in which {@code <}, {@code >} and {@code &} are escaped, as Go's {@code
   * json.Marshal} does by default.
   */
  public static String toHtmlSafeJson(Value value) {
    StringBuilder out = new StringBuilder();
    append(out, value, true);
    return out.toString();
  }

  /** A Jackson tree of the value. */
  public static JsonNode toTree(Value value) {
    return switch (value.type()) {
      case NULL -> NODES.nullNode();
      case BOOLEAN -> NODES.booleanNode(value == RegoBoolean.TRUE);
      case NUMBER -> tree((RegoNumber) value);
      case STRING -> NODES.textNode(((RegoString) value).value());
      case ARRAY -> tree((RegoArray) value, ((RegoArray) value).size());
      case SET -> tree((RegoSet) value, ((RegoSet) value).size());
      case OBJECT -> tree((RegoObject) value);
    };
  }

  /** The text under which a key appears in JSON. */
  public static String keyText(Value key) {
    return key instanceof RegoString text ? text.value() : toJson(key);
  }

  private static JsonNode tree(RegoNumber number) {
    if (number.isPlainInt()) {
      long value = number.longValue();
      return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }
    String text = number.text();
    boolean whole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    return whole
        ? NODES.numberNode(new BigInteger(text))
        : NODES.numberNode(new java.math.BigDecimal(text));
  }

  private static JsonNode tree(Iterable<Value> values, int size) {
    ArrayNode array = NODES.arrayNode(size);
    values.forEach(value -> array.add(toTree(value)));
    return array;
  }

  private static JsonNode tree(RegoObject object) {
    ObjectNode node = NODES.objectNode();
    for (int i = 0; i < object.size(); i++) {
      node.set(keyText(object.key(i)), toTree(object.value(i)));
    }
    return node;
  }

  private static void append(StringBuilder out, Value value, boolean html) {
    switch (value.type()) {
      case NULL -> out.append("null");
      case BOOLEAN -> out.append(value == RegoBoolean.TRUE);
      case NUMBER -> out.append(((RegoNumber) value).text());
      case STRING -> quote(out, ((RegoString) value).value(), html);
      case ARRAY -> appendAll(out, (RegoArray) value, html);
      case SET -> appendAll(out, (RegoSet) value, html);
      case OBJECT -> appendPairs(out, (RegoObject) value, html);
    }
  }

  private static void appendAll(StringBuilder out, Iterable<Value> values, boolean html) {
    char separator = '[';
    for (Value value : values) {
      out.append(separator);
      append(out, value, html);
      separator = ',';
    }
    out.append(separator == '[' ? "[]" : "]");
  }

  private static void appendPairs(StringBuilder out, RegoObject object, boolean html) {
    char separator = '{';
    // By JSON key, as Go sorts a map's keys: the number 10 comes before 9, and the later of two
    // equal texts wins.
    TreeMap<String, Value> pairs = new TreeMap<>(RegoString::compare);
    boolean strings = true;
    for (int i = 0; i < object.size() && strings; i++) {
      strings = object.key(i) instanceof RegoString;
    }
    for (int i = 0; i < object.size(); i++) {
      if (strings) {
        out.append(separator);
        quote(out, ((RegoString) object.key(i)).value(), html);
        out.append(':');
        append(out, object.value(i), html);
        separator = ',';
      } else {
        pairs.put(keyText(object.key(i)), object.value(i));
      }
    }
    for (var pair : pairs.entrySet()) {
      out.append(separator);
      quote(out, pair.getKey(), html);
      out.append(':');
      append(out, pair.getValue(), html);
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private static void quote(StringBuilder out, String text, boolean html) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\u2028' -> out.append("\\u2028");
        case '\u2029' -> out.append("\\u2029");
        case '<', '>', '&' -> {
          if (html) {
            out.append("\\u00").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
