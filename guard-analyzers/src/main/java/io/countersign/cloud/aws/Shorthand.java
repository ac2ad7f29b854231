package io.countersign.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The short form of the AWS CLI for structures: {@code Key=team,Value=a}, {@code
 * Filters=[{Name=x,Values=[a,b]}]}, {@code Names=a,b,Other=c}.
 */
final class Shorthand {

  private static final Pattern START =
      Pattern.compile("[A-Za-z0-9_.:/-]{1,128}@?=.*", Pattern.DOTALL);
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  private Shorthand(String text) {
    this.text = text;
  }

  /** The structure in a word, or empty when the word is not in the short form. */
  static Optional<JsonNode> parse(String word) {
    if (!START.matcher(word).matches()) {
      return Optional.empty();
    }
    Shorthand reader = new Shorthand(word);
    ObjectNode object = reader.fields('\0', 0);
    return reader.at == word.length() && !object.isEmpty() ? Optional.of(object) : Optional.empty();
  }

  private ObjectNode fields(char close, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (at < text.length() && text.charAt(at) != close) {
      String key = until('=', ',', close == '\0' ? '=' : close);
      if (at >= text.length() || text.charAt(at) != '=' || key.isBlank()) {
        return object;
      }
      at++;
      object.set(key.strip(), value(close, depth));
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
      }
    }
    return object;
  }

  /** A value; several with commas between are a list until the next {@code name=}. */
  private JsonNode value(char close, int depth) {
    JsonNode first = one(close, depth);
    ArrayNode list = JsonNodeFactory.instance.arrayNode().add(first);
    while (at < text.length() && text.charAt(at) == ',' && !keyFollows(close)) {
      at++;
      list.add(one(close, depth));
    }
    return list.size() == 1 ? first : list;
  }

  private JsonNode one(char close, int depth) {
    if (at < text.length() && depth < MAX_DEPTH) {
      switch (text.charAt(at)) {
        case '{':
          {
            at++;
            ObjectNode object = fields('}', depth + 1);
            skip('}');
            return object;
          }
        case '[':
          {
            at++;
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            while (at < text.length() && text.charAt(at) != ']') {
              int before = at;
              list.add(one(']', depth + 1));
              skip(',');
              if (at == before) {
                break;
              }
            }
            skip(']');
            return list;
          }
        case '"':
        case '\'':
          return quoted(text.charAt(at));
        default:
          break;
      }
    }
    return TextNode.valueOf(until(',', close == '\0' ? ',' : close, ','));
  }

  private JsonNode quoted(char quote) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    skip(quote);
    return TextNode.valueOf(value.toString());
  }

  private boolean keyFollows(char close) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        return i > at + 1;
      }
      if (c == ',' || c == close || c == '{' || c == '[' || c == '"') {
        return false;
      }
    }
    return false;
  }

  private String until(char one, char two, char three) {
    int start = at;
    while (at < text.length()
        && text.charAt(at) != one
        && text.charAt(at) != two
        && text.charAt(at) != three) {
      at++;
    }
    return text.substring(start, at);
  }

  private void skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
    }
  }
}
