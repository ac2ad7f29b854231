package io.countersign.policies;

import io.countersign.policy.PolicyEngine;

/** The engine on guard-rego. */
final class PlanPolicyEngineTest extends PolicyEngineContract {

  @Override
  PolicyEngine engine(PolicyBundle bundle, EngineLimits limits) {
    return PlanPolicyEngine.of(bundle, limits);
  }
}
