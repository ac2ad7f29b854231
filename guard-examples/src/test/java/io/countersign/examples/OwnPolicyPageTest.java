package io.countersign.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policies.EngineLimits;
import io.countersign.policies.OwnPolicy;
import io.countersign.policy.PolicyEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Java of docs/policies/own.md, run. */
final class OwnPolicyPageTest {

  /** The bundle of the page, as OPA built it for the tests of guard-policies. */
  private static final Path BUNDLE =
      Path.of("../guard-policies/src/test/resources/io/countersign/policies/own");

  private static PolicyEngine load(Path bundle) {
    // region own-policy
    PolicyEngine policy =
        OwnPolicy.read(bundle, "acme/guard/answer")
            .engine(OwnPolicy.Engine.AGREEING, EngineLimits.RESIDENT);
    // endregion
    return policy;
  }

  @Test
  void load_theBundleOfThePage_answersCalls() {
    try (PolicyEngine policy = load(BUNDLE)) {
      assertThat(policy.current().digest()).hasSize(64);
    }
  }
}
