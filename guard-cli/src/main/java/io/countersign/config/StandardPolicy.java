package io.countersign.config;

import io.countersign.policies.EngineLimits;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import io.countersign.policies.PolicyLoadException;
import io.countersign.policy.PolicyEngine;
import java.time.Duration;

/** The default policy with the settings of a configuration. */
final class StandardPolicy {

  /** For a stream of calls: an instance for each judge, and no time spent on warming up. */
  private static final EngineLimits MANY =
      new EngineLimits(
          Math.min(4, Runtime.getRuntime().availableProcessors()),
          64L << 20,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          0);

  private StandardPolicy() {}

  /** For few calls: loaded when the first of them needs it. */
  static PolicyEngine engine(GuardConfiguration configuration) {
    return Policies.lazyWasm(config(configuration));
  }

  /**
   * For many calls at once. A policy that does not load denies every call with its code, so that a
   * batch still gets its answers.
   */
  static PolicyEngine engineForMany(GuardConfiguration configuration) {
    try {
      return Policies.defaultWasm(config(configuration), MANY);
    } catch (PolicyLoadException e) {
      return new UnusablePolicy(e.problem());
    }
  }

  private static PolicyConfig config(GuardConfiguration configuration) {
    return configuration.policyData().map(PolicyConfig::of).orElse(PolicyConfig.DEFAULTS);
  }
}
