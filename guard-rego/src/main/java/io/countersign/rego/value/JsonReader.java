package io.countersign.rego.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/**
 * Reads values from JSON bytes, text or Jackson trees. Numbers keep their text. Safe for any number
 * of threads.
 */
public final class JsonReader {
  private final JsonFactory factory;
  private final JsonLimits limits;

  public JsonReader(JsonLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.maxDepth())
                    .maxNumberLength(10_000)
                    .maxStringLength(64 << 20)
                    .build())
            .build();
  }

  /**
   * @throws JsonException when the bytes are not exactly one JSON value within the limits
   */
  public Value read(byte[] json) {
    try (JsonParser parser = factory.createParser(json)) {
      return readAll(parser);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /**
   * @throws JsonException when the text is not exactly one JSON value within the limits
   */
  public Value read(String json) {
    try (JsonParser parser = factory.createParser(json)) {
      return readAll(parser);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /**
   * @throws JsonException when the tree is beyond the limits or holds what JSON cannot (NaN, POJOs,
   *     binary)
   */
  public Value read(JsonNode tree) {
    return new Reading().value(tree, 0);
  }

  private Value readAll(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw new JsonException("there is no JSON value");
    }
    Value value = new Reading().value(parser);
    if (parser.nextToken() != null) {
      throw new JsonException(
          "text follows the JSON value at " + place(parser.currentTokenLocation()));
    }
    return value;
  }

  private static JsonException malformed(IOException e) {
    String place =
        e instanceof JsonProcessingException json && json.getLocation() != null
            ? " at " + place(json.getLocation())
            : "";
    String kind =
        e.getClass().getSimpleName().equals("StreamConstraintsException")
            ? "the JSON is beyond a limit"
            : "malformed JSON";
    return new JsonException(kind + place);
  }

  private static String place(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static RegoNumber number(String text) {
    try {
      return RegoNumber.parse(text);
    } catch (NumberFormatException e) {
      throw new JsonException("a number is beyond OPA's bounds");
    }
  }

  /** One reading, which counts what it has read. */
  private final class Reading {
    private int count;

    private void count() {
      if (++count > limits.maxValues()) {
        throw new JsonException("more than " + limits.maxValues() + " values");
      }
    }

    Value value(JsonParser parser) throws IOException {
      count();
      JsonToken token = parser.currentToken();
      return switch (token) {
        case START_OBJECT -> object(parser);
        case START_ARRAY -> array(parser);
        case VALUE_STRING -> RegoString.of(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonReader.number(parser.getText());
        case VALUE_TRUE -> RegoBoolean.TRUE;
        case VALUE_FALSE -> RegoBoolean.FALSE;
        case VALUE_NULL -> RegoNull.NULL;
        default ->
            throw new JsonException("malformed JSON at " + place(parser.currentTokenLocation()));
      };
    }

    private Value object(JsonParser parser) throws IOException {
      RegoObject object = RegoObject.open(4);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        RegoString key = RegoString.of(parser.currentName());
        parser.nextToken();
        put(object, key, value(parser));
      }
      return object.close();
    }

    private void put(RegoObject object, RegoString key, Value value) {
      int before = object.size();
      object.put(key, value);
      if (object.size() == before && !limits.duplicateKeys()) {
        throw new JsonException("an object names a key twice");
      }
    }

    private Value array(JsonParser parser) throws IOException {
      RegoArray array = RegoArray.open(4);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.append(value(parser));
      }
      return array.close();
    }

    Value value(JsonNode node, int depth) {
      count();
      if (depth > limits.maxDepth()) {
        throw new JsonException("more than " + limits.maxDepth() + " levels");
      }
      JsonNodeType type = node.getNodeType();
      return switch (type) {
        case OBJECT -> object(node, depth);
        case ARRAY -> array(node, depth);
        case STRING -> RegoString.of(node.textValue());
        case BOOLEAN -> RegoBoolean.of(node.booleanValue());
        case NULL -> RegoNull.NULL;
        case NUMBER -> number(node);
        case BINARY, MISSING, POJO ->
            throw new JsonException("the tree holds a " + type + " node, which is not JSON");
      };
    }

    private Value object(JsonNode node, int depth) {
      RegoObject object = RegoObject.open(node.size());
      for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        put(object, RegoString.of(field.getKey()), value(field.getValue(), depth + 1));
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

    private RegoNumber number(JsonNode node) {
      if (node.isInt() || node.isLong() || node.isShort()) {
        return RegoNumber.of(node.longValue());
      }
      if (node.isBigInteger()) {
        return RegoNumber.of(node.bigIntegerValue());
      }
      if (node.isBigDecimal()) {
        return JsonReader.number(node.decimalValue().toString());
      }
      return JsonReader.number(GoNumbers.format(node.doubleValue()));
    }
  }

  /** The value of a double as Go's {@code encoding/json} would have written it. */
  static Value of(double value) {
    return Double.isFinite(value)
        ? number(GoNumbers.format(value))
        : number(new BigDecimal(value).toString());
  }
}
