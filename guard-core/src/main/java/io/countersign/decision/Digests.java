package io.countersign.decision;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.countersign.json.MalformedException;
import io.countersign.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** SHA-256 with a domain tag, so that bytes hashed for one purpose never count for another. */
final class Digests {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private Digests() {}

  static String of(String domain, byte[] content) {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putBytes(domain.getBytes(StandardCharsets.US_ASCII)).putByte((byte) 0);
    return hasher.putBytes(content).hash().toString();
  }

  static void check(String hex) {
    if (!FORM.matcher(hex).matches()) {
      throw new MalformedException(
          new Problem(
              DecisionCode.DIGEST_MALFORMED,
              "A digest is 64 lower-case hexadecimal digits.",
              "Copy the digest that you were shown."));
    }
  }
}
