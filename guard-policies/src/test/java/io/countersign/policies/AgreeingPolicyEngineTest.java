package io.countersign.policies;

import static io.countersign.policies.Fixtures.SMALL;
import static io.countersign.policies.Fixtures.failure;
import static io.countersign.policies.Fixtures.json;
import static io.countersign.policies.Fixtures.result;
import static io.countersign.policies.Fixtures.trap;
import static io.countersign.policies.Fixtures.traps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import org.junit.jupiter.api.Test;

/** Both engines, neither of which decides alone. */
final class AgreeingPolicyEngineTest extends PolicyEngineContract {

  @Override
  PolicyEngine engine(PolicyBundle bundle, EngineLimits limits) {
    PolicyEngine plan = PlanPolicyEngine.of(bundle, limits);
    return new AgreeingPolicyEngine(plan, WasmPolicyEngine.ready(bundle, limits));
  }

  @Test
  void evaluate_differentAnswers_failsWithBoth() {
    try (PolicyEngine both = pair("{\"verdict\": \"allow\"}", "{\"verdict\": \"deny\"}")) {
      EngineAnswer answer = both.current().evaluate(trap("any"));
      assertThat(answer).isInstanceOf(EngineAnswer.Failed.class);
      assertThat(answer.toString())
          .contains("policy-engines-disagree", "{\"verdict\":\"allow\"}", "{\"verdict\":\"deny\"}");
    }
  }

  @Test
  void evaluate_sameAnswerInAnotherOrder_agrees() {
    try (PolicyEngine both = pair("{\"a\": 1, \"b\": 2.0}", "{\"b\": 2, \"a\": 1}")) {
      assertThat(result(both, trap("any"))).isEqualTo(json("{\"a\": 1, \"b\": 2.0}"));
    }
  }

  @Test
  void evaluate_oneAnswersAndOneFails_fails() {
    PolicyEngine.Revision failing = mock(PolicyEngine.Revision.class);
    ObjectNode input = trap("any");
    when(failing.digest()).thenReturn("d");
    when(failing.evaluate(input)).thenReturn(Failures.undefined());
    try (PolicyEngine both =
        new AgreeingPolicyEngine(engine(revision("{\"verdict\": \"allow\"}")), engine(failing))) {
      assertThat(failure(both, input)).isEqualTo(PolicyCode.ENGINES_DISAGREE);
    }
  }

  @Test
  void evaluate_oneAnswersAndOneIsOverloaded_saysOverloaded() {
    PolicyEngine.Revision busy = mock(PolicyEngine.Revision.class);
    ObjectNode input = trap("any");
    when(busy.digest()).thenReturn("d");
    when(busy.evaluate(input)).thenReturn(Failures.overloaded(SMALL));
    try (PolicyEngine both =
        new AgreeingPolicyEngine(engine(revision("{\"verdict\": \"allow\"}")), engine(busy))) {
      assertThat(failure(both, input)).isEqualTo(PolicyCode.OVERLOADED);
    }
  }

  @Test
  void current_differentPolicies_neverAnswer() {
    try (PolicyEngine both =
        new AgreeingPolicyEngine(
            PlanPolicyEngine.of(traps("{\"known\": 1}"), SMALL),
            PlanPolicyEngine.of(traps("{\"known\": 2}"), SMALL))) {
      assertThat(failure(both, trap("echo").put("value", 1)))
          .isEqualTo(PolicyCode.ENGINES_DISAGREE);
    }
  }

  @Test
  void close_both_closesEach() {
    PolicyEngine first = mock(PolicyEngine.class);
    PolicyEngine second = mock(PolicyEngine.class);
    new AgreeingPolicyEngine(first, second).close();
    verify(first).close();
    verify(second).close();
  }

  private static PolicyEngine pair(String one, String other) {
    return new AgreeingPolicyEngine(engine(revision(one)), engine(revision(other)));
  }

  private static PolicyEngine.Revision revision(String answer) {
    PolicyEngine.Revision revision = mock(PolicyEngine.Revision.class);
    when(revision.digest()).thenReturn("d");
    when(revision.evaluate(org.mockito.ArgumentMatchers.any()))
        .thenReturn(new EngineAnswer.Result(json(answer)));
    return revision;
  }

  private static PolicyEngine engine(PolicyEngine.Revision revision) {
    PolicyEngine engine = mock(PolicyEngine.class);
    when(engine.current()).thenReturn(revision);
    return engine;
  }
}
