package io.countersign.awssdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Turns a request into the parameters of its operation, by the names of the service's model. */
final class SdkParameters {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SdkParameters() {}

  /**
   * The members that are set. The content of a streaming member is no parameter and not in here.
   */
  static ObjectNode of(SdkPojo request) {
    ObjectNode parameters = JSON.objectNode();
    for (SdkField<?> field : request.sdkFields()) {
      Object value = field.getValueOrDefault(request);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        parameters.set(field.memberName(), value(value));
      }
    }
    return parameters;
  }

  private static JsonNode value(Object value) {
    if (value instanceof SdkPojo structure) {
      return of(structure);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(element -> array.add(element == null ? JSON.nullNode() : value(element)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach(
          (key, element) ->
              object.set(String.valueOf(key), element == null ? JSON.nullNode() : value(element)));
      return object;
    }
    if (value instanceof Boolean truth) {
      return JSON.booleanNode(truth);
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return JSON.numberNode(((Number) value).intValue());
    }
    if (value instanceof SdkBytes bytes) {
      return JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
    }
    if (value instanceof Instant
        || value instanceof Long
        || value instanceof BigDecimal
        || value instanceof BigInteger
        || value instanceof Float
        || value instanceof Double) {
      return number(value);
    }
    if (value instanceof Document document) {
      return document(document);
    }
    return JSON.textNode(String.valueOf(value));
  }

  /** Numbers that a 64-bit float cannot hold exactly go as text, as the guard asks for. */
  private static JsonNode number(Object value) {
    if (value instanceof Long number && Math.abs(number) <= 1L << 53) {
      return JSON.numberNode(number);
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return JSON.numberNode(number);
    }
    return JSON.textNode(value.toString());
  }

  private static JsonNode document(Document document) {
    if (document.isNull()) {
      return JSON.nullNode();
    }
    if (document.isMap()) {
      ObjectNode object = JSON.objectNode();
      document.asMap().forEach((key, element) -> object.set(key, document(element)));
      return object;
    }
    if (document.isList()) {
      ArrayNode array = JSON.arrayNode();
      document.asList().forEach(element -> array.add(document(element)));
      return array;
    }
    if (document.isBoolean()) {
      return JSON.booleanNode(document.asBoolean());
    }
    return document.isNumber()
        ? JSON.textNode(document.asNumber().stringValue())
        : JSON.textNode(document.asString());
  }
}
