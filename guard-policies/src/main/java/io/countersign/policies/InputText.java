package io.countersign.policies;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes a tree as text that a lenient JSON reader cannot take for something else. The reader
 * inside a compiled policy ignores text that it cannot read, and aborts on half of a surrogate pair
 * or deep nesting; so nothing but what is written here is ever handed to it.
 */
final class InputText {

  /** Deepest nesting; arguments may have 64 levels and lie two levels down. */
  static final int MAX_DEPTH = 72;

  /** Longest text, in characters: room for the largest call and for its effects. */
  static final int MAX_CHARACTERS = 1 << 25;

  // Only ASCII, so that no default charset on the way can matter.
  private static final ObjectMapper WRITER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private long characters;

  private InputText() {}

  /** The tree is no input for a policy; the message ends the sentence "The input …". */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String what) {
      super(what, null, false, false);
    }
  }

  /** One JSON value as ASCII text. */
  static String of(JsonNode tree) throws Refused {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = WRITER.createGenerator(out)) {
      new InputText().write(tree, generator, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private void write(JsonNode node, JsonGenerator out, int depth) throws IOException, Refused {
    if (depth > MAX_DEPTH) {
      throw new Refused("is nested more than " + MAX_DEPTH + " deep");
    }
    count(1);
    switch (node.getNodeType()) {
      case NULL -> out.writeNull();
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case STRING -> out.writeString(text(node.textValue()));
      case NUMBER -> number(node, out);
      case ARRAY -> {
        out.writeStartArray();
        for (JsonNode element : node) {
          write(element, out, depth + 1);
        }
        out.writeEndArray();
      }
      case OBJECT -> {
        out.writeStartObject();
        for (Iterator<Map.Entry<String, JsonNode>> members = node.fields(); members.hasNext(); ) {
          Map.Entry<String, JsonNode> member = members.next();
          out.writeFieldName(text(member.getKey()));
          write(member.getValue(), out, depth + 1);
        }
        out.writeEndObject();
      }
      case BINARY, MISSING, POJO -> throw new Refused("holds something that is no JSON value");
    }
  }

  private static void number(JsonNode node, JsonGenerator out) throws IOException, Refused {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      out.writeNumber(node.longValue());
    } else if (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())) {
      out.writeNumber(node.doubleValue());
    } else {
      throw new Refused("holds a number that not every reader reads alike");
    }
  }

  private String text(String value) throws Refused {
    count(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == value.length()
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          throw new Refused("holds half of a surrogate pair");
        }
        i++;
      }
    }
    return value;
  }

  private void count(int more) throws Refused {
    characters += more;
    if (characters > MAX_CHARACTERS) {
      throw new Refused("is longer than " + MAX_CHARACTERS + " characters");
    }
  }
}
