package io.countersign.rego.builtin;

import io.countersign.rego.value.GoNumbers;
import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens: decoding, verifying, signing. */
final class JwtBuiltins {
  /** A signature costs tens of microseconds, like some thousand steps. */
  private static final int SIGNATURE_COST = 2_000;

  private static final JsonReader JSON = new JsonReader(new JsonLimits(100, 100_000, true));
  private static final RegoArray UNVERIFIED =
      RegoArray.of(RegoBoolean.FALSE, RegoObject.EMPTY, RegoObject.EMPTY);

  private final BoundedCache<String, List<JwtKeys.NamedKey>> keys = new BoundedCache<>(100);

  static void register(Builtins.Builder builder) {
    JwtBuiltins family = new JwtBuiltins();
    builder.add("io.jwt.decode", (cx, a) -> decode(cx, Operands.string(a, 0)));
    for (String bits : List.of("256", "384", "512")) {
      for (String kind : List.of("RS", "PS", "ES")) {
        String name = "io.jwt.verify_" + kind.toLowerCase(Locale.ROOT) + bits;
        builder.add(name, (cx, a) -> RegoBoolean.of(family.verify(cx, a, kind + bits)));
      }
      builder.add("io.jwt.verify_hs" + bits, (cx, a) -> RegoBoolean.of(verifyMac(cx, a, bits)));
    }
    builder.add("io.jwt.verify_eddsa", (cx, a) -> RegoBoolean.of(family.verify(cx, a, "EdDSA")));
    builder.add("io.jwt.decode_verify", family::decodeVerify);
    builder.add("io.jwt.encode_sign", (cx, a) -> sign(cx, json(a[0]), json(a[1]), json(a[2])));
    builder.add(
        "io.jwt.encode_sign_raw",
        (cx, a) -> sign(cx, Operands.string(a, 0), Operands.string(a, 1), Operands.string(a, 2)));
  }

  private static Value decode(BuiltinContext context, String encoded) {
    context.charge(encoded.length() >> 2);
    JwtToken token = JwtToken.of(encoded);
    RegoObject header = token.headerObject();
    if (JwtToken.headerText(header, "cty").equals("JWT")) {
      return decode(context, withoutQuotes(token.payloadText()));
    }
    RegoObject payload = token.payloadObject();
    return RegoArray.of(
        header, payload, RegoString.of(EncodingBuiltins.hex(token.signatureBytes())));
  }

  private static String withoutQuotes(String text) {
    return text.replaceAll("^[\"']+|[\"']+$", "");
  }

  private List<JwtKeys.NamedKey> keys(String text) {
    return keys.get(text, JwtKeys::publicKeys);
  }

  private boolean verify(BuiltinContext context, Value[] arguments, String algorithm) {
    JwtToken token = JwtToken.of(Operands.string(arguments, 0));
    List<JwtKeys.NamedKey> trusted = keys(Operands.string(arguments, 1));
    byte[] signature = token.signatureBytes();
    RegoObject header = token.headerObject();
    return verifies(
        context,
        trusted,
        header,
        algorithm,
        JwtToken.headerText(header, "alg"),
        token.signed(),
        signature);
  }

  /**
   * The key that the token names decides alone; else any key verifies that does not name another
   * algorithm than the token does.
   */
  private static boolean verifies(
      BuiltinContext context,
      List<JwtKeys.NamedKey> trusted,
      RegoObject header,
      String algorithm,
      String claimed,
      byte[] text,
      byte[] signature) {
    String id = JwtToken.headerText(header, "kid");
    JwtKeys.NamedKey named = id.isEmpty() ? null : JwtKeys.byId(trusted, id);
    if (named != null) {
      context.charge(SIGNATURE_COST);
      return JwtSignatures.verify(algorithm, named.key(), text, signature);
    }
    for (JwtKeys.NamedKey key : trusted) {
      if (key.algorithm().isEmpty() || key.algorithm().equals(claimed)) {
        context.charge(SIGNATURE_COST);
        if (JwtSignatures.verify(algorithm, key.key(), text, signature)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean verifyMac(BuiltinContext context, Value[] arguments, String bits) {
    JwtToken token = JwtToken.of(Operands.string(arguments, 0));
    byte[] secret = Operands.string(arguments, 1).getBytes(StandardCharsets.UTF_8);
    context.charge(token.payload().length() >> 4);
    byte[] expected = CryptoBuiltins.hmac("HmacSHA" + bits, secret, token.signed());
    return MessageDigest.isEqual(expected, token.signatureBytes());
  }

  private Value decodeVerify(BuiltinContext context, Value[] arguments) {
    JwtConstraints constraints =
        JwtConstraints.of(context, Operands.object(arguments, 1), this::keys);
    String encoded = Operands.string(arguments, 0);
    RegoObject header;
    JwtToken token;
    do {
      token = JwtToken.of(encoded);
      header = token.headerObject();
      String algorithm = JwtToken.headerText(header, "alg");
      if (!JwtToken.isAcceptable(header) || !constraints.allows(algorithm)) {
        return UNVERIFIED;
      }
      byte[] signature = token.signatureBytes();
      if (!verifies(
          context, constraints.keys(), header, algorithm, algorithm, token.signed(), signature)) {
        return UNVERIFIED;
      }
      encoded = token.payloadText();
    } while (JwtToken.headerText(header, "cty").equalsIgnoreCase("JWT"));
    RegoObject payload = token.payloadObject();
    return constraints.accepts(payload)
        ? RegoArray.of(RegoBoolean.TRUE, header, payload)
        : UNVERIFIED;
  }

  private static String json(Value value) {
    return JsonWriter.toHtmlSafeJson(value);
  }

  private static Value sign(BuiltinContext context, String header, String payload, String jwk) {
    Key key = JwtKeys.signingKey(jwk);
    RegoObject headers = parsed(header) instanceof RegoObject object ? object : RegoObject.EMPTY;
    String algorithm = headers.get("alg") instanceof RegoString text ? text.value() : "";
    if (!JwtSignatures.isKnown(algorithm)) {
      throw new BuiltinFailure(
          algorithm.isEmpty()
              ? "missing or invalid 'alg' header"
              : "unknown JWS algorithm: " + algorithm);
    }
    Value type = headers.get("typ");
    boolean isJwt = !(type instanceof RegoString text) || text.value().equals("JWT");
    if (isJwt && parsed(payload) == null) {
      throw new BuiltinFailure("type is JWT but payload is not JSON");
    }
    context.charge(SIGNATURE_COST + (payload.length() >> 4));
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String text =
        encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    byte[] signature = JwtSignatures.sign(algorithm, key, text.getBytes(StandardCharsets.US_ASCII));
    return RegoString.of(text + "." + encoder.encodeToString(signature));
  }

  private static @Nullable Value parsed(String json) {
    try {
      return JSON.read(json);
    } catch (JsonException e) {
      return null;
    }
  }

  /** Seconds since 1970 of a time in nanoseconds, divided as Go divides doubles. */
  static RegoNumber seconds(double nanos) {
    return RegoNumber.parse(GoNumbers.format(nanos / 1_000_000_000));
  }
}
