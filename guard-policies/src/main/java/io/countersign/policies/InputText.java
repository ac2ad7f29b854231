package io.countersign.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;

/**
 * Hands a tree on only when every engine reads it alike. The JSON reader inside a WebAssembly
 * policy ignores text that it cannot read, and aborts on half of a surrogate pair or deep nesting;
 * so nothing but what was checked and written here is ever handed to it.
 */
final class InputText {

  /** Deepest nesting; arguments may have 64 levels and lie two levels down. */
  static final int MAX_DEPTH = 72;

  /** Longest input, in characters and values: room for the largest call and for its effects. */
  static final int MAX_SIZE = 1 << 25;

  /** Made when a tree is first written; the plan engine only checks. */
  private static final class Ascii {
    // Only ASCII, so that no default charset on the way can matter.
    static final ObjectWriter WRITER =
        JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();
  }

  private long size;

  private InputText() {}

  /** The tree is no input for a policy; the message ends the sentence "The input …". */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String what) {
      super(what, null, false, false);
    }
  }

  /** Checks a tree. */
  static void check(JsonNode tree) throws Refused {
    new InputText().check(tree, 0);
  }

  /** Checks a tree and writes it as ASCII text. */
  static String of(JsonNode tree) throws Refused {
    check(tree);
    try {
      return Ascii.WRITER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(JsonNode node, int depth) throws Refused {
    if (depth > MAX_DEPTH) {
      throw new Refused("is nested more than " + MAX_DEPTH + " deep");
    }
    count(1);
    switch (node.getNodeType()) {
      case NULL, BOOLEAN -> {}
      case STRING -> check(node.textValue());
      case NUMBER -> number(node);
      case ARRAY -> {
        for (JsonNode element : node) {
          check(element, depth + 1);
        }
      }
      case OBJECT -> {
        for (Iterator<Map.Entry<String, JsonNode>> members = node.fields(); members.hasNext(); ) {
          Map.Entry<String, JsonNode> member = members.next();
          check(member.getKey());
          check(member.getValue(), depth + 1);
        }
      }
      case BINARY, MISSING, POJO -> throw new Refused("holds something that is no JSON value");
    }
  }

  private static void number(JsonNode node) throws Refused {
    boolean whole = node.isIntegralNumber() && node.canConvertToLong();
    boolean decimal = node.isFloatingPointNumber() && Double.isFinite(node.doubleValue());
    if (!whole && !decimal) {
      throw new Refused("holds a number that not every reader reads alike");
    }
  }

  private void check(String value) throws Refused {
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
  }

  private void count(int more) throws Refused {
    size += more;
    if (size > MAX_SIZE) {
      throw new Refused("is longer than " + MAX_SIZE + " characters");
    }
  }
}
