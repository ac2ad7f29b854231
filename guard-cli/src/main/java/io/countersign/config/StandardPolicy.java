package io.countersign.config;

import io.countersign.policies.EngineLimits;
import io.countersign.policies.OwnPolicy;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import io.countersign.policies.PolicyLoadException;
import io.countersign.policy.PolicyEngine;

/** The policy that a configuration names, or the default one, with its settings. */
final class StandardPolicy {

  private StandardPolicy() {}

  /**
   * The policy. One that does not load denies every call with its code, so that a batch still gets
   * its answers, and votes can still be cast.
   */
  static PolicyEngine engine(GuardConfiguration configuration) {
    try {
      return configuration
          .policyFile()
          .map(file -> own(file, settings(configuration), EngineLimits.RESIDENT))
          .orElseGet(() -> Policies.defaultEngine(settings(configuration)));
    } catch (PolicyLoadException e) {
      return new UnusablePolicy(e.problem());
    }
  }

  /**
   * The policy of a file.
   *
   * @throws PolicyLoadException when it cannot be used
   */
  static PolicyEngine own(
      GuardConfiguration.PolicyFile file, PolicyConfig settings, EngineLimits limits) {
    return OwnPolicy.read(file.bundle(), file.entrypoint())
        .with(settings)
        .engine(file.engine(), limits);
  }

  /** What a configuration says about the policy. */
  static PolicyConfig settings(GuardConfiguration configuration) {
    return configuration.policyData().map(PolicyConfig::of).orElse(PolicyConfig.DEFAULTS);
  }
}
