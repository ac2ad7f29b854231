package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests and message authentication codes, as lower-case hex. */
final class CryptoBuiltins {
  private CryptoBuiltins() {}

  static void register(Builtins.Builder builder) {
    digest(builder, "crypto.md5", "MD5");
    digest(builder, "crypto.sha1", "SHA-1");
    digest(builder, "crypto.sha256", "SHA-256");
    hmac(builder, "crypto.hmac.md5", "HmacMD5");
    hmac(builder, "crypto.hmac.sha1", "HmacSHA1");
    hmac(builder, "crypto.hmac.sha256", "HmacSHA256");
    hmac(builder, "crypto.hmac.sha512", "HmacSHA512");
    builder.add(
        "crypto.hmac.equal",
        (cx, a) -> RegoBoolean.of(MessageDigest.isEqual(bytes(a, 0), bytes(a, 1))));
  }

  private static byte[] bytes(Value[] arguments, int position) {
    return Operands.string(arguments, position).getBytes(StandardCharsets.UTF_8);
  }

  private static void digest(Builtins.Builder builder, String name, String algorithm) {
    builder.add(
        name,
        (cx, a) -> {
          byte[] bytes = bytes(a, 0);
          cx.charge(bytes.length >> 4);
          return Operands.text(cx, EncodingBuiltins.hex(digest(algorithm, bytes)));
        });
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new BuiltinFailure(algorithm + " is not available on this JVM");
    }
  }

  private static void hmac(Builtins.Builder builder, String name, String algorithm) {
    builder.add(
        name,
        (cx, a) -> {
          byte[] bytes = bytes(a, 0);
          cx.charge(bytes.length >> 4);
          return Operands.text(cx, EncodingBuiltins.hex(hmac(algorithm, bytes(a, 1), bytes)));
        });
  }

  static byte[] hmac(String algorithm, byte[] key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      // SecretKeySpec refuses an empty key; HMAC pads keys with zeros, so one zero byte is the same
      // key.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new BuiltinFailure(algorithm + " is not available on this JVM");
    }
  }
}
