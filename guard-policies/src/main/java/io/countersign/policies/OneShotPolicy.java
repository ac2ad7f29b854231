package io.countersign.policies;

import io.countersign.policy.PolicyEngine;

/** The default policy, linked, and without settings yet. Immutable. */
public final class OneShotPolicy {

  private final PolicyBundle bundle;
  private final PlanPolicyEngine.Linked linked;

  OneShotPolicy(PolicyBundle bundle) {
    this.bundle = bundle;
    this.linked = PlanPolicyEngine.link(bundle);
  }

  /**
   * An engine. No harmless call is asked first, so unsound settings show as a denial of every call
   * by {@code deny-config-malformed}.
   */
  public PolicyEngine with(PolicyConfig config) {
    return linked.engine(bundle.with(config), EngineLimits.ONE_SHOT);
  }
}
