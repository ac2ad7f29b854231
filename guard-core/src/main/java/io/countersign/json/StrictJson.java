package io.countersign.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that two readers cannot understand differently, and copies trees so that nobody else
 * can change them. Thread-safe.
 */
public final class StrictJson {

  /**
   * Longest single string, in UTF-16 code units: 1 MiB (docs/decisions/0004-input-limits.md). A
   * whole value may hold {@link #MAX_TOTAL} more in names and other strings.
   */
  public static final int MAX_STRING = 1 << 20;

  /** Room for everything together, in UTF-16 code units of text: 1 MiB and 64 KiB. */
  public static final int MAX_TOTAL = MAX_STRING + (1 << 16);

  /** Deepest nesting of arrays and objects in a call. */
  public static final int MAX_DEPTH = 64;

  /** Levels that the guard itself wraps around a call: envelope, request, record. */
  private static final int WRAPPING = 16;

  private static final BigInteger SAFE = BigInteger.ONE.shiftLeft(53);

  /** From here on JCS writes numbers with an exponent (ECMA-262, Number::toString). */
  private static final double FIRST_WITH_EXPONENT = 1e21;

  private final JsonFactory factory;
  private final int maxTotal;
  private final int maxDepth;

  private StrictJson(int maxTotal, int maxDepth) {
    this.maxTotal = maxTotal;
    this.maxDepth = maxDepth;
    this.factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    // One more than allowed, so that our own check names the place.
                    .maxNestingDepth(maxDepth + 1)
                    .maxStringLength(maxTotal)
                    .maxNumberLength(1000)
                    .build())
            .build();
  }

  /** The reader for tool calls, with the limits above. */
  public static StrictJson forCalls() {
    return new StrictJson(MAX_TOTAL, MAX_DEPTH);
  }

  /**
   * A reader for larger documents that the guard itself wrote or was pointed at, such as a stored
   * request or a plan file. They may be a little deeper than a call, because they can hold one.
   *
   * @param maxTotal most UTF-16 code units of text in all
   */
  public static StrictJson upTo(int maxTotal) {
    return new StrictJson(maxTotal, MAX_DEPTH + WRAPPING);
  }

  /**
   * Reads one JSON value from UTF-8 text.
   *
   * @throws MalformedException with a {@link JsonCode}
   */
  public JsonNode parse(byte[] utf8) {
    try {
      return parse(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString());
    } catch (CharacterCodingException e) {
      throw refuse(JsonCode.NOT_JSON, "The text is not UTF-8.", "Send UTF-8.", e);
    }
  }

  /**
   * Reads one JSON value.
   *
   * @throws MalformedException with a {@link JsonCode}
   */
  public JsonNode parse(String text) {
    // Escapes can make text six times as long as the value that it stands for.
    if (text.length() > 6L * maxTotal) {
      throw tooLarge();
    }
    JsonNode tree;
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw refuse(JsonCode.NOT_JSON, "The text is empty.", "Send one JSON value.", null);
      }
      tree = value(parser);
      refuseMore(parser);
    } catch (StreamConstraintsException e) {
      throw limit(e);
    } catch (JsonProcessingException e) {
      throw explain(e);
    } catch (NumberFormatException e) {
      // An exponent that not even the parser's decimals can hold.
      throw notExact("with a huge exponent");
    } catch (IOException e) {
      throw refuse(JsonCode.NOT_JSON, "The text could not be read.", "Send it again.", e);
    }
    return freeze(tree);
  }

  /**
   * The value that begins at the parser's token. Written out, because making an object mapper takes
   * longer than deciding a call. As deep as the parser lets it be.
   */
  private static JsonNode value(JsonParser parser) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = nodes.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = nodes.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL ->
                nodes.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new JsonParseException(parser, "no value begins with " + parser.currentToken());
    };
  }

  private static void refuseMore(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() == null) {
        return;
      }
    } catch (JsonProcessingException e) {
      throw trailing(e);
    }
    throw trailing(null);
  }

  private MalformedException limit(StreamConstraintsException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("nesting")) {
      return tooDeep();
    }
    return message.contains("Number value") ? notExact("with so many digits") : tooLarge();
  }

  private static MalformedException explain(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.contains("Duplicate field")) {
      return refuse(
          JsonCode.DUPLICATE_KEY,
          "An object names a member twice: " + message + ".",
          "Name each member once; readers disagree on which one counts.",
          e);
    }
    if (message.contains("Non-standard token")) {
      return notFinite();
    }
    if (message.contains("surrogate")) {
      return loneSurrogate();
    }
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    String kind = e instanceof JsonParseException ? "not JSON" : "not complete";
    return refuse(
        JsonCode.NOT_JSON, "The text is " + kind + where + ".", "Send one whole JSON value.", e);
  }

  /**
   * Copies a tree into one that shares nothing with it, checking the same rules as {@link
   * #parse(String)} except for duplicate names, which a tree cannot hold.
   *
   * @throws MalformedException with a {@link JsonCode}
   */
  public JsonNode freeze(JsonNode tree) {
    return new Copy().copy(tree, 0);
  }

  /** One pass over a tree, counting the text that it has seen. */
  private final class Copy {

    private long total;

    JsonNode copy(JsonNode node, int depth) {
      // A scalar is one level of its own only inside a container, as in RFC 8259's grammar.
      if (depth > maxDepth || (depth == maxDepth && node.isContainerNode())) {
        throw tooDeep();
      }
      count(1);
      switch (node.getNodeType()) {
        case NULL, BOOLEAN -> {
          return node;
        }
        case STRING -> {
          return JsonNodeFactory.instance.textNode(text(node.textValue()));
        }
        case NUMBER -> {
          return number(node);
        }
        case ARRAY -> {
          ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
          for (JsonNode element : node) {
            copy.add(copy(element, depth + 1));
          }
          return copy;
        }
        case OBJECT -> {
          ObjectNode copy = JsonNodeFactory.instance.objectNode();
          Iterator<Map.Entry<String, JsonNode>> members = node.fields();
          while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            copy.set(text(member.getKey()), copy(member.getValue(), depth + 1));
          }
          return copy;
        }
        case BINARY, MISSING, POJO ->
            throw refuse(
                JsonCode.NOT_A_JSON_VALUE,
                "The arguments hold something that is no JSON value.",
                "Hand over null, true, false, numbers, strings, arrays and objects only.",
                null);
      }
      throw new AssertionError(node.getNodeType());
    }

    private String text(String value) {
      if (value.length() > Math.max(MAX_STRING, maxTotal - (1 << 16))) {
        throw tooLarge();
      }
      count(value.length());
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (Character.isSurrogate(c)) {
          if (!Character.isHighSurrogate(c)
              || i + 1 == value.length()
              || !Character.isLowSurrogate(value.charAt(i + 1))) {
            throw loneSurrogate();
          }
          i++;
        }
      }
      return value;
    }

    private JsonNode number(JsonNode node) {
      if (node.isInt() || node.isShort()) {
        return JsonNodeFactory.instance.numberNode(node.intValue());
      }
      if (node.isIntegralNumber()) {
        BigInteger value = node.bigIntegerValue();
        if (value.abs().compareTo(SAFE) > 0) {
          throw notExact(node.asText());
        }
        return whole(value.longValueExact());
      }
      double value = node.doubleValue();
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        // 1e400 is finite in the text and infinite for most readers.
        throw node.isBigDecimal() ? notExact(node.asText()) : notFinite();
      }
      if (node.isBigDecimal() && shortest(value).compareTo(node.decimalValue()) != 0) {
        throw notExact(node.asText());
      }
      if (value == Math.rint(value) && Math.abs(value) < FIRST_WITH_EXPONENT) {
        // 1.0 and 1 are one number for JCS, so they are one number from here on; and what JCS
        // writes as an integer keeps to the rule for integers, or it could not be read back.
        if (Math.abs(value) > 1L << 53) {
          throw notExact(node.asText());
        }
        return whole((long) value);
      }
      return JsonNodeFactory.instance.numberNode(value);
    }

    /** One kind of node for one value, so that equal values are equal trees. */
    private JsonNode whole(long value) {
      return value == (int) value
          ? JsonNodeFactory.instance.numberNode((int) value)
          : JsonNodeFactory.instance.numberNode(value);
    }

    /** As JCS writes it: Double.toString is longer than need be for some values before JDK 19. */
    private BigDecimal shortest(double value) {
      try {
        return new BigDecimal(NumberToJSON.serializeNumber(value));
      } catch (IOException e) {
        throw new IllegalArgumentException("not finite", e);
      }
    }

    private void count(int more) {
      total += more;
      if (total > maxTotal) {
        throw tooLarge();
      }
    }
  }

  private static MalformedException trailing(@Nullable Throwable cause) {
    return refuse(
        JsonCode.TRAILING_TEXT,
        "There is more text after the first JSON value.",
        "Send exactly one value.",
        cause);
  }

  private static MalformedException notFinite() {
    return refuse(
        JsonCode.NUMBER_NOT_FINITE,
        "NaN and infinities are no JSON numbers.",
        "Send a finite number, or a string.",
        null);
  }

  private static MalformedException notExact(String text) {
    return refuse(
        JsonCode.NUMBER_NOT_EXACT,
        "The number `"
            + (text.length() > 40 ? text.substring(0, 40) + "…" : text)
            + "` does not fit a 64-bit float, so readers would round it differently.",
        "Send it as a string.",
        null);
  }

  private static MalformedException loneSurrogate() {
    return refuse(
        JsonCode.LONE_SURROGATE,
        "A string holds half of a surrogate pair, which is no character.",
        "Send well-formed Unicode.",
        null);
  }

  private static MalformedException tooDeep() {
    return refuse(
        JsonCode.TOO_DEEP,
        "Arrays and objects are nested more than " + MAX_DEPTH + " deep.",
        "Flatten the arguments.",
        null);
  }

  private MalformedException tooLarge() {
    return refuse(
        JsonCode.TOO_LARGE,
        "The value holds more than " + maxTotal + " characters, or a string too long.",
        "Put large content into a file and name the file.",
        null);
  }

  private static MalformedException refuse(
      JsonCode code, String what, String next, @Nullable Throwable cause) {
    Problem problem = new Problem(code, what, next);
    return cause == null ? new MalformedException(problem) : new MalformedException(problem, cause);
  }
}
