package io.countersign.decision;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.countersign.json.MalformedException;
import io.countersign.problem.Problem;
import java.nio.charset.StandardCharsets;

/** SHA-256 with a domain tag, so that bytes hashed for one purpose never count for another. */
final class Digests {

  private static final int DIGITS = 64;

  private Digests() {}

  static String of(String domain, byte[] content) {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putBytes(domain.getBytes(StandardCharsets.US_ASCII)).putByte((byte) 0);
    return hasher.putBytes(content).hash().toString();
  }

  static void check(String hex) {
    if (!isHex(hex, DIGITS)) {
      throw new MalformedException(
          new Problem(
              DecisionCode.DIGEST_MALFORMED,
              "A digest is 64 lower-case hexadecimal digits.",
              "Copy the digest that you were shown."));
    }
  }

  static boolean isHex(String text, int digits) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return text.length() == digits;
  }
}
