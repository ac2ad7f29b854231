package io.countersign.rego.builtin;

import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/** A JSON Web Token in compact form (RFC 7519), with its three sections as written. */
record JwtToken(String header, String payload, String signature) {
  private static final JsonReader JSON = new JsonReader(new JsonLimits(100, 100_000, true));
  private static final Set<String> UNDERSTOOD = Set.of("alg", "kid", "typ", "cty", "crit");

  /**
   * @throws BuiltinFailure when there are not three sections
   */
  static JwtToken of(String encoded) {
    if (encoded.indexOf('.') < 0) {
      throw new BuiltinFailure("encoded JWT had no period separators");
    }
    String[] parts = encoded.split("\\.", -1);
    if (parts.length != 3) {
      throw new BuiltinFailure("encoded JWT must have 3 sections, found " + parts.length);
    }
    return new JwtToken(parts[0], parts[1], parts[2]);
  }

  byte[] signed() {
    return (header + "." + payload).getBytes(StandardCharsets.UTF_8);
  }

  byte[] signatureBytes() {
    return decoded(signature, "signature");
  }

  /** The header. @throws BuiltinFailure when it is no JSON object, or the token is encrypted */
  RegoObject headerObject() {
    RegoObject object = object(decoded(header, "header"), "bad JWT header: ");
    if (object.containsKey(RegoString.of("enc"))) {
      throw new BuiltinFailure("JWT is a JWE object, which is not supported");
    }
    return object;
  }

  String payloadText() {
    return EncodingBuiltins.text(decoded(payload, "payload"));
  }

  RegoObject payloadObject() {
    return object(decoded(payload, "payload"), "");
  }

  private static byte[] decoded(String section, String name) {
    try {
      return Base64.getUrlDecoder().decode(section);
    } catch (IllegalArgumentException e) {
      throw new BuiltinFailure("JWT " + name + " had invalid encoding: illegal base64 data");
    }
  }

  private static RegoObject object(byte[] json, String prefix) {
    Value value;
    try {
      value = JSON.read(EncodingBuiltins.text(json));
    } catch (JsonException e) {
      throw new BuiltinFailure(prefix + "invalid JSON: " + e.getMessage());
    }
    if (!(value instanceof RegoObject object)) {
      throw new BuiltinFailure(prefix + "decoded JSON type was not an Object");
    }
    return object;
  }

  /** A header's text, empty when absent. @throws BuiltinFailure when it is no string */
  static String headerText(RegoObject header, String name) {
    Value value = header.get(name);
    if (value == null) {
      return "";
    }
    if (!(value instanceof RegoString text)) {
      throw new BuiltinFailure(name + ": must be a string");
    }
    return text.value();
  }

  /**
   * Whether the header names an algorithm and nothing critical that is not understood (RFC 7515,
   * 4.1.11).
   */
  static boolean isAcceptable(RegoObject header) {
    Set<String> critical = new HashSet<>();
    Value listed = header.get("crit");
    if (listed != null) {
      if (!(listed instanceof RegoArray array) || array.size() == 0) {
        throw new BuiltinFailure("crit: must be a nonempty list");
      }
      array.forEach(name -> critical.add(name instanceof RegoString text ? text.value() : ""));
    }
    for (Value key : header.keys()) {
      String name = ((RegoString) key).value();
      if (critical.contains(name) && !UNDERSTOOD.contains(name)) {
        return false;
      }
    }
    return !headerText(header, "alg").isEmpty();
  }
}
