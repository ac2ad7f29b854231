package io.countersign.config;

import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import io.countersign.policies.PolicyLoadException;
import io.countersign.policy.PolicyEngine;

/** The default policy with the settings of a configuration. */
final class StandardPolicy {

  private StandardPolicy() {}

  /**
   * The policy. One that does not load denies every call with its code, so that a batch still gets
   * its answers, and votes can still be cast.
   */
  static PolicyEngine engine(GuardConfiguration configuration) {
    try {
      return Policies.defaultEngine(settings(configuration));
    } catch (PolicyLoadException e) {
      return new UnusablePolicy(e.problem());
    }
  }

  /** What a configuration says about the policy. */
  static PolicyConfig settings(GuardConfiguration configuration) {
    return configuration.policyData().map(PolicyConfig::of).orElse(PolicyConfig.DEFAULTS);
  }
}
