package io.countersign.rego.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/** Reads values from Jackson trees. Safe for any number of threads. */
public final class TreeReader {
  private final JsonLimits limits;
  private final KnownTexts known;
  private final boolean portable;

  /**
   * Makes a reader.
   *
   * @param portable whether to refuse what not every engine reads alike: half of a surrogate pair,
   *     a whole number beyond 64 bits, a decimal beyond a double. Characters then count towards
   *     {@link JsonLimits#maxValues()}
   */
  public TreeReader(JsonLimits limits, KnownTexts known, boolean portable) {
    this.limits = limits;
    this.known = known;
    this.portable = portable;
  }

  /**
   * Reads a tree.
   *
   * @throws JsonException when the tree is beyond the limits or holds what JSON cannot (NaN, POJOs,
   *     binary)
   */
  public Value read(JsonNode tree) {
    return new Reading().value(tree, 0);
  }

  /** One reading, which counts what it has read. */
  final class Reading {
    private long count;

    void count(int more) {
      count += more;
      if (count > limits.maxValues()) {
        throw new JsonException("more than " + limits.maxValues() + " values");
      }
    }

    void checkDepth(int depth) {
      if (depth > limits.maxDepth()) {
        throw new JsonException("more than " + limits.maxDepth() + " levels");
      }
    }

    Value value(JsonNode node, int depth) {
      count(1);
      checkDepth(depth);
      return switch (node.getNodeType()) {
        case OBJECT -> object(node, depth);
        case ARRAY -> array(node, depth);
        case STRING -> text(node.textValue());
        case BOOLEAN -> RegoBoolean.of(node.booleanValue());
        case NULL -> RegoNull.NULL;
        case NUMBER -> number(node);
        case BINARY, MISSING, POJO ->
            throw new JsonException(
                "the tree holds a " + node.getNodeType() + " node, which is not JSON");
      };
    }

    private Value object(JsonNode node, int depth) {
      RegoObject object = RegoObject.open(node.size());
      boolean distinct = true;
      for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        RegoString key = text(field.getKey());
        Value value = value(field.getValue(), depth + 1);
        // The tree's keys are distinct, and so are these unless one was replaced.
        distinct &= key.value().equals(field.getKey());
        if (distinct) {
          object.putNew(key, value);
        } else if (object.containsKey(key)) {
          throw new JsonException("an object names a key twice");
        } else {
          object.put(key, value);
        }
      }
      return object.close();
    }

    private Value array(JsonNode node, int depth) {
      RegoArray array = RegoArray.open(node.size());
      for (JsonNode element : node) {
        array.append(value(element, depth + 1));
      }
      return array.close();
    }

    RegoString text(String text) {
      if (portable) {
        count(text.length());
      }
      RegoString value = known.of(text);
      // What is not well-formed is replaced, which makes another string of it.
      if (portable && !value.value().equals(text)) {
        throw new JsonException("half of a surrogate pair");
      }
      return value;
    }

    private RegoNumber number(JsonNode node) {
      if (node.isInt() || node.isLong() || node.isShort()) {
        return RegoNumber.of(node.longValue());
      }
      if (portable && !(node.isFloatingPointNumber() && Double.isFinite(node.doubleValue()))) {
        throw new JsonException("a number that not every reader reads alike");
      }
      if (node.isBigInteger()) {
        return RegoNumber.of(node.bigIntegerValue());
      }
      return JsonReader.number(
          node.isBigDecimal()
              ? node.decimalValue().toString()
              : GoNumbers.format(node.doubleValue()));
    }
  }
}
