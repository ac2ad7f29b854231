package io.countersign.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * Writes a frozen tree in the one form of the JSON Canonicalization Scheme.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public final class CanonicalJson {

  private static final ObjectMapper WRITER = JsonMapper.builder().build();

  private CanonicalJson() {}

  /**
   * The canonical UTF-8 bytes of a tree. Two trees that {@link StrictJson} let in have equal bytes
   * if and only if they are the same value.
   *
   * @param tree a tree from {@link StrictJson}, or one built from checked parts
   */
  public static byte[] bytes(JsonNode tree) {
    try {
      String text = WRITER.writeValueAsString(tree);
      if (!tree.isContainerNode()) {
        // The library takes arrays and objects only; RFC 8785 takes any value.
        byte[] wrapped = new JsonCanonicalizer("[" + text + "]").getEncodedUTF8();
        return java.util.Arrays.copyOfRange(wrapped, 1, wrapped.length - 1);
      }
      return new JsonCanonicalizer(text).getEncodedUTF8();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON tree", e);
    } catch (IOException e) {
      throw new UncheckedIOException("not a frozen JSON tree", e);
    }
  }
}
