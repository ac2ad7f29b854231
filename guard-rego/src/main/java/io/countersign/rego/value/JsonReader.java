package io.countersign.rego.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads values from JSON bytes or text. Numbers keep their text. Safe for any number of threads.
 */
public final class JsonReader {
  private final JsonFactory factory;
  private final JsonLimits limits;
  private final KnownTexts known;

  public JsonReader(JsonLimits limits) {
    this(limits, KnownTexts.NONE);
  }

  /** A reader that gives strings that are known as the values that stand for them. */
  public JsonReader(JsonLimits limits, KnownTexts known) {
    this.limits = limits;
    this.known = known;
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

  static RegoNumber number(String text) {
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
        case VALUE_STRING -> known.of(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
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
        RegoString key = known.of(parser.currentName());
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
  }

  /** The value of a double as Go's {@code encoding/json} would have written it. */
  static Value of(double value) {
    return Double.isFinite(value)
        ? number(GoNumbers.format(value))
        : number(new BigDecimal(value).toString());
  }
}
