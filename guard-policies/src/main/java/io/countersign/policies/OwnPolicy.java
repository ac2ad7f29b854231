package io.countersign.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.json.MalformedException;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.VerdictReader;
import io.countersign.problem.Problem;
import io.countersign.rego.bundle.BundleLimits;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A policy of your own: an OPA bundle, a directory or a tar.gz, with {@code plan.json}, {@code
 * policy.wasm} or both, and data. It sees the document of docs/schemas/policy-input.schema.json and
 * answers one of docs/schemas/policy-verdict.schema.json; docs/policies/own.md shows how.
 * Immutable.
 */
public final class OwnPolicy {

  /** Where the answer stands when nothing else is said. */
  public static final String ENTRYPOINT = "countersign/verdict";

  private static final String PLAN = "plan.json";
  private static final String WASM = "policy.wasm";

  private final Path path;
  private final PolicyBundle bundle;

  private OwnPolicy(Path path, PolicyBundle bundle) {
    this.path = path;
    this.bundle = bundle;
  }

  /** What evaluates it. */
  public enum Engine {
    /** The plan, in the JVM; fastest. */
    PLAN,
    /** The WebAssembly, by the Open Policy Agent Java SDK. */
    WASM,
    /** Both; where they differ, the call is denied. */
    AGREEING
  }

  /** Reads a bundle that answers at {@value #ENTRYPOINT}. */
  public static OwnPolicy read(Path path) {
    return read(path, ENTRYPOINT);
  }

  /**
   * Reads a bundle.
   *
   * @param entrypoint the path of the rule that answers, with slashes
   * @throws PolicyLoadException {@code policy-not-loadable}, naming the file and what to do
   */
  public static OwnPolicy read(Path path, String entrypoint) {
    if (!Files.exists(path)) {
      throw refused(
          path,
          "There is no policy bundle at `" + path + "`.",
          "Name the directory or tar.gz that `opa build` made.");
    }
    try {
      Map<String, byte[]> files = RegoBundle.files(path, BundleLimits.DEFAULT, Set.of(WASM));
      if (!files.containsKey(PLAN) && !files.containsKey(WASM)) {
        throw refused(
            path,
            "The bundle has neither `" + PLAN + "` nor `" + WASM + "`.",
            build("plan", entrypoint));
      }
      ObjectNode data = (ObjectNode) JsonWriter.toTree(RegoBundle.dataOf(files));
      return new OwnPolicy(
          path,
          new PolicyBundle(
              entrypoint,
              files.getOrDefault(WASM, PolicyBundle.ABSENT),
              files.getOrDefault(PLAN, PolicyBundle.ABSENT),
              data));
    } catch (RegoException e) {
      throw refused(
          path,
          "The bundle cannot be read: " + e.getMessage() + ".",
          "See docs/codes.md#" + e.code().id() + ".");
    } catch (MalformedException e) {
      throw refused(
          path, "The bundle's data cannot be used: " + e.getMessage(), "Correct its data files.");
    }
  }

  /** The same policy with settings at {@code data.countersign.config}. */
  public OwnPolicy with(PolicyConfig settings) {
    return new OwnPolicy(path, bundle.with(settings));
  }

  /**
   * An engine for it, ready and warm; it has answered a harmless call with a verdict of the
   * published form. Close it in the end.
   *
   * @throws PolicyLoadException {@code policy-not-loadable}, {@code policy-builtin-missing} or
   *     {@code policy-verdict-malformed}
   */
  public PolicyEngine engine(Engine engine, EngineLimits limits) {
    return switch (engine) {
      case PLAN -> loaded("plan", PLAN, bundle.plan(), () -> PlanPolicyEngine.of(bundle, limits));
      case WASM ->
          loaded("wasm", WASM, bundle.wasm(), () -> WasmPolicyEngine.ready(bundle, limits));
      case AGREEING -> agreeing(limits);
    };
  }

  private PolicyEngine agreeing(EngineLimits limits) {
    PolicyEngine plan = engine(Engine.PLAN, limits);
    boolean made = false;
    try {
      PolicyEngine both = new AgreeingPolicyEngine(plan, engine(Engine.WASM, limits));
      made = true;
      return both;
    } finally {
      if (!made) {
        plan.close();
      }
    }
  }

  private PolicyEngine loaded(
      String target, String file, byte[] content, Supplier<PolicyEngine> loading) {
    if (content.length == 0) {
      throw refused(path, "The bundle has no `" + file + "`.", build(target, bundle.entrypoint()));
    }
    try {
      return answering(loading.get());
    } catch (PolicyLoadException e) {
      Problem problem = e.problem();
      throw new PolicyLoadException(
          new Problem(
              problem.code(),
              problem.what() + " It was read from `" + path + "`.",
              problem.what().contains(bundle.entrypoint())
                  ? build(target, bundle.entrypoint())
                  : problem.next()),
          e);
    }
  }

  /** Asks a harmless call: a policy that cannot answer it would deny everything, and not say so. */
  private static PolicyEngine answering(PolicyEngine engine) {
    PolicyEngine checked = Policies.checked(engine);
    EngineAnswer answer = checked.current().evaluate(Examples.inputs().get(0));
    if (answer instanceof EngineAnswer.Result result
        && VerdictReader.read(result.result()) instanceof VerdictReader.Reading.Refused refused) {
      checked.close();
      throw new PolicyLoadException(refused.problem());
    }
    return checked;
  }

  private static String build(String target, String entrypoint) {
    return "Build it with `opa build --target "
        + target
        + " --optimize 0 --entrypoint "
        + entrypoint
        + "`, or name the entry point that it was built with.";
  }

  private static PolicyLoadException refused(Path path, String what, String next) {
    String place = what.contains(path.toString()) ? what : what + " It is `" + path + "`.";
    return new PolicyLoadException(new Problem(PolicyCode.NOT_LOADABLE, place, next));
  }
}
