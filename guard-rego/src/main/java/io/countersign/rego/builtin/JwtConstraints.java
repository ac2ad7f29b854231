package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What {@code io.jwt.decode_verify} asks of a token.
 *
 * @param algorithm and
 * @param issuer and
 * @param audience empty when nothing is asked
 * @param nanos the time at which the token has to be valid
 */
record JwtConstraints(
    List<JwtKeys.NamedKey> keys, String algorithm, String issuer, String audience, double nanos) {

  static JwtConstraints of(
      BuiltinContext context, RegoObject asked, Function<String, List<JwtKeys.NamedKey>> parse) {
    for (Value key : asked.keys()) {
      String name = key instanceof RegoString text ? text.value() : key.toString();
      if (!List.of("cert", "secret", "alg", "iss", "aud", "time").contains(name)) {
        throw new BuiltinFailure("unknown token validation constraint: " + name);
      }
    }
    String cert = text(asked, "cert");
    String secret = text(asked, "secret");
    boolean hasSecret = secret != null && !secret.isEmpty();
    if (cert != null && hasSecret) {
      throw new BuiltinFailure("duplicate key constraints");
    }
    if (cert == null && !hasSecret) {
      throw new BuiltinFailure("no key constraint");
    }
    List<JwtKeys.NamedKey> keys =
        cert != null ? parse.apply(cert) : List.of(secretKey(String.valueOf(secret)));
    return new JwtConstraints(
        keys,
        orEmpty(text(asked, "alg")),
        orEmpty(text(asked, "iss")),
        orEmpty(text(asked, "aud")),
        nanos(context, asked));
  }

  private static JwtKeys.NamedKey secretKey(String secret) {
    return new JwtKeys.NamedKey(
        "", "", new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HMAC"));
  }

  private static double nanos(BuiltinContext context, RegoObject asked) {
    Value time = asked.get("time");
    if (time == null) {
      return context.now().getEpochSecond() * 1e9 + context.now().getNano();
    }
    if (!(time instanceof RegoNumber number)) {
      throw new BuiltinFailure("token time constraint: must be a number");
    }
    if (number.doubleValue() < 0) {
      throw new BuiltinFailure("token time constraint: must not be negative");
    }
    return number.doubleValue();
  }

  private static @Nullable String text(RegoObject asked, String name) {
    Value value = asked.get(name);
    if (value != null && !(value instanceof RegoString)) {
      throw new BuiltinFailure(name + " constraint: must be a string");
    }
    return value instanceof RegoString text ? text.value() : null;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  boolean allows(String tokenAlgorithm) {
    return algorithm.isEmpty() || algorithm.equals(tokenAlgorithm);
  }

  /** Whether issuer, audience and times fit. @throws BuiltinFailure when a time is no number */
  boolean accepts(RegoObject payload) {
    if (!issuer.isEmpty()
        && !(payload.get("iss") instanceof RegoString iss && iss.value().equals(issuer))) {
      return false;
    }
    Value audiences = payload.get("aud");
    if (audiences == null ? !audience.isEmpty() : !names(audiences)) {
      return false;
    }
    RegoNumber now = JwtBuiltins.seconds(nanos);
    Value expires = payload.get("exp");
    Value begins = payload.get("nbf");
    return (expires == null || now.compareTo(number(expires, "exp")) < 0)
        && (begins == null || now.compareTo(number(begins, "nbf")) >= 0);
  }

  private static RegoNumber number(Value value, String name) {
    if (!(value instanceof RegoNumber number)) {
      throw new BuiltinFailure(name + " value must be a number");
    }
    return number;
  }

  private boolean names(Value audiences) {
    RegoString wanted = RegoString.of(audience);
    return audiences.equals(wanted)
        || audiences instanceof RegoArray array && array.toList().contains(wanted);
  }
}
