package io.countersign.rego.builtin;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;

/** The signature algorithms of RFC 7518 and EdDSA, with the JDK's cryptography. */
final class JwtSignatures {
  private static final Set<String> KNOWN =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256",
          "HS384", "HS512", "EdDSA");

  private JwtSignatures() {}

  static boolean isKnown(String algorithm) {
    return KNOWN.contains(algorithm);
  }

  /** Whether the signature is right; a key of another kind than the algorithm's never verifies. */
  static boolean verify(String algorithm, Key key, byte[] text, byte[] signature) {
    if (!isKnown(algorithm)) {
      return false;
    }
    String bits = algorithm.substring(2);
    try {
      return switch (algorithm.substring(0, 2)) {
        case "HS" ->
            key instanceof SecretKey && MessageDigest.isEqual(mac(bits, key, text), signature);
        case "RS" ->
            isA(key, "RSA")
                && verify(Signature.getInstance("SHA" + bits + "withRSA"), key, text, signature);
        case "PS" -> isA(key, "RSA") && verifyPss(bits, key, text, signature);
        case "ES" ->
            isA(key, "EC")
                && verify(
                    Signature.getInstance("SHA" + bits + "withECDSAinP1363Format"),
                    key,
                    text,
                    signature);
        default ->
            isA(key, "EdDSA") && verify(Signature.getInstance("Ed25519"), key, text, signature);
      };
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isA(Key key, String kind) {
    return key instanceof PublicKey
        && (key.getAlgorithm().equals(kind)
            || kind.equals("EdDSA") && key.getAlgorithm().equals("Ed25519"));
  }

  private static byte[] mac(String bits, Key key, byte[] text) {
    return CryptoBuiltins.hmac("HmacSHA" + bits, key.getEncoded(), text);
  }

  private static boolean verify(Signature verifier, Key key, byte[] text, byte[] signature)
      throws GeneralSecurityException {
    verifier.initVerify((PublicKey) key);
    verifier.update(text);
    return verifier.verify(signature);
  }

  /**
   * RFC 7518 asks for a salt as long as the digest; Go also takes the longest that fits, which some
   * signers use.
   */
  private static boolean verifyPss(String bits, Key key, byte[] text, byte[] signature)
      throws GeneralSecurityException {
    int digest = Integer.parseInt(bits) / 8;
    int longest = (((RSAKey) key).getModulus().bitLength() - 1 + 7) / 8 - digest - 2;
    for (int salt : List.of(digest, longest)) {
      if (salt >= 0 && verifiesWithSalt(bits, salt, key, text, signature)) {
        return true;
      }
    }
    return false;
  }

  private static boolean verifiesWithSalt(
      String bits, int salt, Key key, byte[] text, byte[] signature) {
    try {
      return verify(pss(bits, salt), key, text, signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Signature pss(String bits, int salt) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), salt, 1));
    return signature;
  }

  /** Signs. ES and PS signatures differ each time, as the algorithms ask for; the others do not. */
  static byte[] sign(String algorithm, Key key, byte[] text) {
    String bits = algorithm.substring(2);
    try {
      return switch (algorithm.substring(0, 2)) {
        case "HS" -> key instanceof SecretKey ? mac(bits, key, text) : wrongKey(algorithm);
        case "RS" -> sign(Signature.getInstance("SHA" + bits + "withRSA"), key, text);
        case "PS" -> sign(pss(bits, Integer.parseInt(bits) / 8), key, text);
        case "ES" ->
            sign(Signature.getInstance("SHA" + bits + "withECDSAinP1363Format"), key, text);
        default -> sign(Signature.getInstance("Ed25519"), key, text);
      };
    } catch (GeneralSecurityException e) {
      return wrongKey(algorithm);
    }
  }

  private static byte[] wrongKey(String algorithm) {
    throw new BuiltinFailure("the key cannot sign with " + algorithm);
  }

  private static byte[] sign(Signature signer, Key key, byte[] text)
      throws GeneralSecurityException {
    if (!(key instanceof PrivateKey secret)) {
      throw new BuiltinFailure("the key is no private key of the algorithm's kind");
    }
    signer.initSign(secret);
    signer.update(text);
    return signer.sign();
  }
}
