package io.countersign.rego.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads keys: a PEM certificate, a PEM public key, a JWK or a JWK set (RFC 7517). */
final class JwtKeys {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  private JwtKeys() {}

  /**
   * A key with what it says of its use.
   *
   * @param algorithm and
   * @param id empty when it does not say
   */
  record NamedKey(String algorithm, String id, Key key) {}

  /** Keys to verify with. */
  static List<NamedKey> publicKeys(String text) {
    int pem = text.indexOf("-----BEGIN ");
    if (pem >= 0) {
      return List.of(new NamedKey("", "", pem(text.substring(pem))));
    }
    List<NamedKey> keys = new ArrayList<>();
    for (JsonNode jwk : jwks(text)) {
      String algorithm = jwk.path("alg").asText();
      if (algorithm.isEmpty() || JwtSignatures.isKnown(algorithm)) {
        keys.add(new NamedKey(algorithm, jwk.path("kid").asText(), key(jwk, false)));
      } else {
        key(jwk, false);
      }
    }
    return keys;
  }

  /** The first key of a JWK or JWK set, to sign with. */
  static Key signingKey(String text) {
    List<JsonNode> all = jwks(text);
    if (all.isEmpty()) {
      throw new BuiltinFailure("no keys found in JWK set");
    }
    return key(all.get(0), true);
  }

  private static Key pem(String text) {
    PemBlock block = PemBlock.first(text);
    if (block == null) {
      throw new BuiltinFailure("failed to parse a JWK key (set): not JSON");
    }
    if (!block.rest().isEmpty()) {
      throw new BuiltinFailure("extra data after a PEM certificate block");
    }
    if (block.type().equals("CERTIFICATE")) {
      try {
        return CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(block.content()))
            .getPublicKey();
      } catch (GeneralSecurityException e) {
        throw new BuiltinFailure("failed to parse a PEM certificate");
      }
    }
    if (block.type().equals("PUBLIC KEY")) {
      return publicKey(block.content());
    }
    throw new BuiltinFailure("failed to extract a Key from the PEM certificate");
  }

  private static Key publicKey(byte[] encoded) {
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        // Another algorithm's key: the next one may know it.
        continue;
      }
    }
    throw new BuiltinFailure("failed to parse a PEM public key");
  }

  private static List<JsonNode> jwks(String text) {
    try {
      JsonNode root = MAPPER.readTree(text);
      if (root == null || !root.isObject()) {
        throw new BuiltinFailure("failed to parse a JWK key (set): no object");
      }
      List<JsonNode> keys = new ArrayList<>();
      if (root.has("keys")) {
        root.path("keys").forEach(keys::add);
      } else {
        keys.add(root);
      }
      return keys;
    } catch (JsonProcessingException e) {
      throw new BuiltinFailure("failed to parse a JWK key (set): malformed JSON");
    }
  }

  private static Key key(JsonNode jwk, boolean signing) {
    try {
      return switch (jwk.path("kty").asText()) {
        case "oct" -> new SecretKeySpec(bytes(jwk, "k"), "HMAC");
        case "RSA" -> rsa(jwk, signing);
        case "EC" -> elliptic(jwk, signing);
        case "OKP" -> edwards(jwk, signing);
        default -> throw new BuiltinFailure("failed to parse a JWK key (set): unknown kty");
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BuiltinFailure("failed to parse a JWK key (set): malformed key");
    }
  }

  private static Key rsa(JsonNode jwk, boolean signing) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    BigInteger modulus = number(jwk, "n");
    if (!signing) {
      return factory.generatePublic(new RSAPublicKeySpec(modulus, number(jwk, "e")));
    }
    if (!jwk.has("p")) {
      return factory.generatePrivate(new RSAPrivateKeySpec(modulus, number(jwk, "d")));
    }
    return factory.generatePrivate(
        new RSAPrivateCrtKeySpec(
            modulus,
            number(jwk, "e"),
            number(jwk, "d"),
            number(jwk, "p"),
            number(jwk, "q"),
            number(jwk, "dp"),
            number(jwk, "dq"),
            number(jwk, "qi")));
  }

  private static Key elliptic(JsonNode jwk, boolean signing) throws GeneralSecurityException {
    String curve = CURVES.get(jwk.path("crv").asText());
    if (curve == null) {
      throw new BuiltinFailure("failed to parse a JWK key (set): unknown curve");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
    KeyFactory factory = KeyFactory.getInstance("EC");
    return signing
        ? factory.generatePrivate(new ECPrivateKeySpec(number(jwk, "d"), spec))
        : factory.generatePublic(
            new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), spec));
  }

  private static Key edwards(JsonNode jwk, boolean signing) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    if (signing) {
      return factory.generatePrivate(
          new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes(jwk, "d")));
    }
    byte[] little = bytes(jwk, "x");
    byte[] big = new byte[little.length];
    for (int i = 0; i < little.length; i++) {
      big[i] = little[little.length - 1 - i];
    }
    boolean odd = big.length > 0 && (big[0] & 0x80) != 0;
    if (big.length > 0) {
      big[0] &= 0x7F;
    }
    return factory.generatePublic(
        new EdECPublicKeySpec(
            NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big))));
  }

  private static BigInteger number(JsonNode jwk, String field) {
    return new BigInteger(1, bytes(jwk, field));
  }

  private static byte[] bytes(JsonNode jwk, String field) {
    if (!jwk.path(field).isTextual()) {
      throw new IllegalArgumentException(field);
    }
    return Base64.getUrlDecoder().decode(jwk.path(field).textValue());
  }

  static @Nullable NamedKey byId(List<NamedKey> keys, String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
  }
}
