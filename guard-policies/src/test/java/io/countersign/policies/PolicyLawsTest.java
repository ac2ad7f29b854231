package io.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.classification.Classifier;
import io.countersign.classification.Severity;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyVerdict;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Laws of the default policy. */
final class PolicyLawsTest {

  private static final PolicyEngine ENGINE = Policies.defaultEngine(PolicyConfig.DEFAULTS);

  @AfterContainer
  static void close() {
    ENGINE.close();
  }

  @Property(seed = "20261124", tries = 400)
  void oneMoreEffect_neverMakesTheAnswerMilder(
      @ForAll("calls") Calls calls,
      @ForAll("analyses") Analysis some,
      @ForAll("effects") Effect more) {
    PolicyVerdict before = Fixtures.verdict(ENGINE, calls.input(some));
    PolicyVerdict after = Fixtures.verdict(ENGINE, calls.input(some.plus(more)));
    assertThat(strictness(after)).isGreaterThanOrEqualTo(strictness(before));
  }

  @Property(seed = "20261124", tries = 400)
  void everyVerdict_hasThePublishedForm(@ForAll("inputs") ObjectNode input) {
    assertThat(Schemas.INPUT.problems(input)).isEmpty();
    assertThat(Schemas.VERDICT.problems(Fixtures.result(ENGINE, input))).isEmpty();
  }

  @Property(seed = "20261124", tries = 400)
  void brokenInput_isNeverAnErrorAndNeverMilder(@ForAll("broken") ObjectNode input) {
    PolicyVerdict verdict = Fixtures.verdict(ENGINE, input);
    if (!Schemas.INPUT.problems(input).isEmpty() && !(verdict instanceof PolicyVerdict.Deny)) {
      // The policy may overlook a member that no rule reads.
      assertThat(Schemas.INPUT.problems(input).toString())
          .containsAnyOf(
              "/id", "call", "now", "reach", "tags", "facts", "type", "rule", "calls", "removed",
              "until");
    }
  }

  @Property(seed = "20261124", tries = 300)
  void criticalCall_neverGetsFewerThanTwoPeople(
      @ForAll("calls") Calls calls, @ForAll("analyses") Analysis analysis) {
    PolicyVerdict verdict = Fixtures.verdict(ENGINE, calls.input(analysis));
    if (Classifier.classify(analysis).severity() == Severity.CRITICAL) {
      assertThat(strictness(verdict)).isGreaterThanOrEqualTo(2);
    }
  }

  /** People who have to agree; more than any number of them for a denial. */
  private static int strictness(PolicyVerdict verdict) {
    if (verdict instanceof PolicyVerdict.RequireApproval asks) {
      return asks.requirement().people();
    }
    return verdict instanceof PolicyVerdict.Deny ? 1_000 : 0;
  }

  @Provide
  Arbitrary<Calls> calls() {
    return InputArbitraries.calls();
  }

  @Provide
  Arbitrary<Analysis> analyses() {
    return InputArbitraries.analyses();
  }

  @Provide
  Arbitrary<Effect> effects() {
    return InputArbitraries.effects();
  }

  @Provide
  Arbitrary<ObjectNode> inputs() {
    return InputArbitraries.inputs();
  }

  @Provide
  Arbitrary<ObjectNode> broken() {
    return InputArbitraries.broken();
  }
}
