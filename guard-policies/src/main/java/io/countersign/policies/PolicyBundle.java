package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import io.countersign.json.CanonicalJson;
import io.countersign.json.StrictJson;
import io.countersign.policy.PolicyCode;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A compiled policy with its data. Immutable. */
final class PolicyBundle {

  /** Where the compiled default policy lies, beside its manifest. */
  static final String STANDARD = "standard/";

  /** Domain of the digest; changes when what is hashed changes. */
  private static final byte[] DOMAIN =
      "countersign/policy/v1\0".getBytes(StandardCharsets.US_ASCII);

  /** Largest data, in UTF-16 code units of text. */
  private static final int MAX_DATA = 1 << 26;

  private final String entrypoint;
  private final byte[] wasm;
  private final byte[] plan;
  private final ObjectNode data;

  PolicyBundle(String entrypoint, byte[] wasm, byte[] plan, ObjectNode data) {
    this.entrypoint = entrypoint;
    this.wasm = wasm.clone();
    this.plan = plan.clone();
    this.data = (ObjectNode) StrictJson.upTo(MAX_DATA).freeze(data);
  }

  /** The default policy as it was compiled at build time. */
  static PolicyBundle standard() {
    return new PolicyBundle(
        "countersign/verdict",
        resource("policy.wasm"),
        resource("plan.json"),
        (ObjectNode) StrictJson.upTo(MAX_DATA).parse(resource("data.json")));
  }

  /** The same policy with other settings. */
  PolicyBundle with(PolicyConfig config) {
    ObjectNode merged = data.deepCopy();
    JsonNode countersign = merged.path("countersign");
    ObjectNode home =
        countersign instanceof ObjectNode object ? object : merged.putObject("countersign");
    home.set("config", config.over(home.path("config")));
    return new PolicyBundle(entrypoint, wasm, plan, merged);
  }

  /** The same policy with other data. */
  PolicyBundle withData(ObjectNode other) {
    return new PolicyBundle(entrypoint, wasm, plan, other);
  }

  String entrypoint() {
    return entrypoint;
  }

  byte[] wasm() {
    return wasm.clone();
  }

  byte[] plan() {
    return plan.clone();
  }

  ObjectNode data() {
    return data.deepCopy();
  }

  /**
   * SHA-256 over the policy in both of its compiled forms and its data; whichever engine evaluates
   * it, the revision is the same.
   */
  String digest() {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putBytes(DOMAIN);
    part(hasher, entrypoint.getBytes(StandardCharsets.UTF_8));
    part(hasher, wasm);
    part(hasher, plan);
    part(hasher, CanonicalJson.bytes(data));
    return hasher.hash().toString();
  }

  private static void part(Hasher hasher, byte[] bytes) {
    // The length goes first, so that no two different bundles run together into the same bytes.
    hasher.putLong(bytes.length).putBytes(bytes);
  }

  private static byte[] resource(String name) {
    try (InputStream stream = PolicyBundle.class.getResourceAsStream(STANDARD + name)) {
      if (stream == null) {
        throw new PolicyLoadException(
            new Problem(
                PolicyCode.NOT_LOADABLE,
                "The compiled default policy lacks `" + name + "`.",
                "Run guard-policies/build, or repair the JAR."));
      }
      return ByteStreams.toByteArray(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
