package io.countersign.rego.builtin;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PEM block (RFC 7468).
 *
 * @param rest the text after it
 */
record PemBlock(String type, byte[] content, String rest) {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{1,64})-----\\s*([A-Za-z0-9+/=\\s]*?)\\s*-----END \\1-----[ \\t\\r]*\\n?");

  /** The first block of a text, or null when there is none. */
  static @Nullable PemBlock first(String text) {
    Matcher matcher = BLOCK.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    try {
      byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
      return new PemBlock(matcher.group(1), content, text.substring(matcher.end()));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static List<PemBlock> all(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    for (PemBlock block = first(text); block != null; block = first(block.rest())) {
      blocks.add(block);
    }
    return blocks;
  }
}
