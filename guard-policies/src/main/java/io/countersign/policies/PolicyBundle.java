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
import io.countersign.rego.plan.PackedPlan;
import io.countersign.rego.plan.PlanReader;
import io.countersign.rego.plan.PolicyPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A compiled policy with its data. Immutable. */
final class PolicyBundle {

  /** Where the compiled default policy lies, beside its manifest. */
  static final String STANDARD = "standard/";

  /** The plan of the default policy in a form that is quick to read. */
  static final String PACKED = "plan.packed";

  /** Stands for a compiled form that a bundle does not have. */
  static final byte[] ABSENT = {};

  /** Domain of the digest; changes when what is hashed changes. */
  private static final byte[] DOMAIN =
      "countersign/policy/v2\0".getBytes(StandardCharsets.US_ASCII);

  /** Largest data, in UTF-16 code units of text. */
  private static final int MAX_DATA = 1 << 26;

  private final String entrypoint;
  private final Compiled wasm;
  private final Compiled plan;
  private final Supplier<PolicyPlan> program;
  private final ObjectNode data;

  /**
   * One compiled form. Read when an engine asks for it: a process that decides one call reads one.
   *
   * @param sha256 digest of the content
   * @param content a copy of its own for each caller
   */
  private record Compiled(String sha256, Supplier<byte[]> content) {
    static Compiled of(byte[] bytes) {
      byte[] own = bytes.clone();
      return new Compiled(Hashing.sha256().hashBytes(own).toString(), own::clone);
    }
  }

  private PolicyBundle(
      String entrypoint,
      Compiled wasm,
      Compiled plan,
      Supplier<PolicyPlan> program,
      ObjectNode data) {
    this.entrypoint = entrypoint;
    this.wasm = wasm;
    this.plan = plan;
    this.program = program;
    this.data = (ObjectNode) StrictJson.upTo(MAX_DATA).freeze(data);
  }

  PolicyBundle(String entrypoint, byte[] wasm, byte[] plan, ObjectNode data) {
    this(entrypoint, Compiled.of(wasm), Compiled.of(plan), reading(plan.clone()), data);
  }

  /** The default policy as it was compiled at build time, which also took the digests. */
  static PolicyBundle standard() {
    JsonNode manifest = StrictJson.forCalls().parse(resource("manifest.json"));
    return new PolicyBundle(
        "countersign/verdict",
        standard("policy.wasm", manifest),
        standard("plan.json", manifest),
        () -> PackedPlan.read(resource(PACKED)),
        (ObjectNode) StrictJson.upTo(MAX_DATA).parse(resource("data.json")));
  }

  private static Supplier<PolicyPlan> reading(byte[] plan) {
    return () -> PlanReader.read(plan);
  }

  private static Compiled standard(String name, JsonNode manifest) {
    return new Compiled(manifest.path("outputs").path(name).textValue(), () -> resource(name));
  }

  /** The same policy with other settings. */
  PolicyBundle with(PolicyConfig config) {
    ObjectNode merged = data.deepCopy();
    JsonNode countersign = merged.path("countersign");
    ObjectNode home =
        countersign instanceof ObjectNode object ? object : merged.putObject("countersign");
    home.set("config", config.over(home.path("config")));
    return new PolicyBundle(entrypoint, wasm, plan, program, merged);
  }

  /** The same policy with other data. */
  PolicyBundle withData(ObjectNode other) {
    return new PolicyBundle(entrypoint, wasm, plan, program, other);
  }

  String entrypoint() {
    return entrypoint;
  }

  byte[] wasm() {
    return wasm.content().get();
  }

  byte[] plan() {
    return plan.content().get();
  }

  /**
   * The plan, read; of the default policy from its packed form, which says the same and is read in
   * a fraction of the time.
   *
   * @throws io.countersign.rego.problem.RegoException {@code rego-plan-malformed}
   */
  PolicyPlan program() {
    return program.get();
  }

  ObjectNode data() {
    return data.deepCopy();
  }

  /**
   * SHA-256 over the digests of both compiled forms of the policy and over its data; whichever
   * engine evaluates it, the revision is the same.
   */
  String digest() {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putBytes(DOMAIN);
    part(hasher, entrypoint.getBytes(StandardCharsets.UTF_8));
    part(hasher, wasm.sha256().getBytes(StandardCharsets.US_ASCII));
    part(hasher, plan.sha256().getBytes(StandardCharsets.US_ASCII));
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
