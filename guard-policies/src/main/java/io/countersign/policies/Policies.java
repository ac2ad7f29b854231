package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives engines for the default policy. Each is loaded, checked and warm when it is returned,
 * except where the name says lazy; close it in the end.
 */
public final class Policies {

  private Policies() {}

  /**
   * The default policy on the engine that we recommend, which is {@link #defaultPlan}: it starts in
   * milliseconds and is several times faster than WebAssembly.
   *
   * @throws PolicyLoadException {@code policy-not-loadable} when the settings are unsound, with
   *     every problem that they have
   */
  public static PolicyEngine defaultEngine(PolicyConfig config) {
    return defaultPlan(config, EngineLimits.RESIDENT);
  }

  /** The default policy as a plan, evaluated by guard-rego. */
  public static PolicyEngine defaultPlan(PolicyConfig config, EngineLimits limits) {
    return checked(PlanPolicyEngine.of(PolicyBundle.standard().with(config), limits));
  }

  /**
   * The default policy as a plan, for a process that decides one call: read and linked at once, and
   * given its settings when they are known.
   *
   * @throws PolicyLoadException {@code policy-not-loadable}
   */
  public static OneShotPolicy oneShot() {
    return new OneShotPolicy(PolicyBundle.standard());
  }

  /** The default policy as WebAssembly, evaluated by the Open Policy Agent Java SDK. */
  public static PolicyEngine defaultWasm(PolicyConfig config) {
    return defaultWasm(config, EngineLimits.RESIDENT);
  }

  /** The same within other limits. */
  public static PolicyEngine defaultWasm(PolicyConfig config, EngineLimits limits) {
    return checked(WasmPolicyEngine.ready(PolicyBundle.standard().with(config), limits));
  }

  /**
   * The same, loaded when it is first asked, for a process that decides one call. Unsound settings
   * show as a denial by {@code deny-config-malformed}.
   */
  public static PolicyEngine lazyWasm(PolicyConfig config) {
    return WasmPolicyEngine.lazy(PolicyBundle.standard().with(config), EngineLimits.ONE_SHOT);
  }

  /**
   * The default policy on both engines; where they differ, the call is denied with {@code
   * policy-engines-disagree} and both answers.
   */
  public static PolicyEngine defaultAgreeing(PolicyConfig config, EngineLimits limits) {
    PolicyEngine plan = defaultPlan(config, limits);
    boolean made = false;
    try {
      PolicyEngine both = new AgreeingPolicyEngine(plan, defaultWasm(config, limits));
      made = true;
      return both;
    } finally {
      if (!made) {
        plan.close();
      }
    }
  }

  /**
   * Asks a harmless call, so that unsound settings are found at the start and not at a decision.
   */
  static PolicyEngine checked(PolicyEngine engine) {
    EngineAnswer answer = engine.current().evaluate(Examples.inputs().get(0));
    Problem problem =
        answer instanceof EngineAnswer.Failed failed
            ? failed.problem()
            : configProblem(((EngineAnswer.Result) answer).result());
    if (problem != null) {
      engine.close();
      throw new PolicyLoadException(problem);
    }
    return engine;
  }

  private static @Nullable Problem configProblem(JsonNode verdict) {
    List<String> problems = new ArrayList<>();
    for (JsonNode reason : verdict.path("reasons")) {
      if (reason.path("rule").asText().equals("deny-config-malformed")) {
        problems.add(reason.path("message").asText());
      }
    }
    return problems.isEmpty()
        ? null
        : new Problem(
            PolicyCode.NOT_LOADABLE,
            String.join(" ", problems),
            "Correct `policy` in the guard's configuration; docs/policies/index.md lists every setting.");
  }
}
