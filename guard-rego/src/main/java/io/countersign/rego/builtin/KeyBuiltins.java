package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** RSA private keys as JSON Web Keys (RFC 7518, 6.3). */
final class KeyBuiltins {
  private static final Set<String> TYPES =
      Set.of("RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY");

  /** Version 0 and the algorithm rsaEncryption without parameters, in DER (RFC 5208, RFC 8017). */
  private static final byte[] RSA_IN_PKCS8 = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0D,
    0x06,
    0x09,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xF7,
    0x0D,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private KeyBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("crypto.x509.parse_rsa_private_key", (cx, a) -> parse(cx, Operands.string(a, 0)));
  }

  private static Value parse(BuiltinContext context, String text) {
    context.charge(text.length());
    if (text.isEmpty()) {
      throw new BuiltinFailure("input PEM data was empty");
    }
    for (PemBlock block : PemBlock.all(text.startsWith("-----BEGIN") ? text : decoded(text))) {
      if (TYPES.contains(block.type())) {
        return jwk(block);
      }
    }
    return RegoNull.NULL;
  }

  private static String decoded(String text) {
    try {
      String onOneLine = text.replace("\r", "").replace("\n", "");
      if (onOneLine.length() % 4 != 0) {
        throw new BuiltinFailure("illegal base64 data"); // Java would do without the padding
      }
      return new String(Base64.getDecoder().decode(onOneLine), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BuiltinFailure("illegal base64 data");
    }
  }

  private static Value jwk(PemBlock block) {
    byte[] content = block.content();
    byte[] pkcs8 = block.type().equals("RSA PRIVATE KEY") ? wrapped(content) : content;
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (key instanceof RSAPrivateCrtKey rsa) {
        return jwk(rsa);
      }
    } catch (GeneralSecurityException e) {
      throw new BuiltinFailure("failed to parse an RSA private key");
    }
    throw new BuiltinFailure("the private key is no RSA key");
  }

  private static Value jwk(RSAPrivateCrtKey key) {
    RegoObject jwk = RegoObject.open(9);
    jwk.put(RegoString.of("kty"), RegoString.of("RSA"));
    put(jwk, "n", key.getModulus());
    put(jwk, "e", key.getPublicExponent());
    put(jwk, "d", key.getPrivateExponent());
    put(jwk, "p", key.getPrimeP());
    put(jwk, "q", key.getPrimeQ());
    put(jwk, "dp", key.getPrimeExponentP());
    put(jwk, "dq", key.getPrimeExponentQ());
    put(jwk, "qi", key.getCrtCoefficient());
    return jwk.close();
  }

  /** Without the sign byte that Java's numbers have. */
  private static void put(RegoObject jwk, String name, BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] unsigned =
        bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    jwk.put(RegoString.of(name), RegoString.of(text));
  }

  /** PKCS#1 within PKCS#8, the only form that the JDK reads. */
  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA_IN_PKCS8);
    inner.writeBytes(tagged(OCTETS, pkcs1));
    return tagged(SEQUENCE, inner.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] digits = BigInteger.valueOf(length).toByteArray();
      int from = digits[0] == 0 ? 1 : 0;
      out.write(0x80 | digits.length - from);
      out.write(digits, from, digits.length - from);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
