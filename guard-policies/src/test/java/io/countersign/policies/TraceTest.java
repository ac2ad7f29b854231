package io.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyTrace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How the default policy explains its answers to those who run it. */
final class TraceTest {

  private static final PolicyEngine PLAN =
      PlanPolicyEngine.of(PolicyBundle.standard(), Fixtures.SMALL);

  @AfterAll
  static void close() {
    PLAN.close();
  }

  @Test
  void trace_destructiveCall_namesTheRuleThatGaveTheReason() {
    PolicyTrace trace = trace(destructive());

    assertThat(trace.origin("approve-destructive"))
        .hasValueSatisfying(
            rule -> {
              assertThat(rule.path()).isEqualTo("data.countersign.raise.destructive.raises");
              assertThat(rule.file()).endsWith("raise/destructive/destructive.rego");
              assertThat(rule.row()).isPositive();
            });
  }

  @Test
  void trace_ruleThatDidNotHold_namesTheConditionAndWhatItSaw() {
    PolicyTrace trace = trace(destructive());

    assertThat(trace.rules())
        .filteredOn(rule -> rule.path().equals("data.countersign.raise.grants.raises"))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.held()).isFalse();
              assertThat(rule.failed())
                  .hasValueSatisfying(
                      failed -> {
                        assertThat(failed.saw()).isEqualTo("\"REPLACE\"");
                        assertThat(failed.other()).isEqualTo("\"GRANT\"");
                      });
            });
  }

  @Test
  void trace_anyCall_hasNoPrivateRulesAndNoFunctions() {
    assertThat(trace(destructive()).rules())
        .extracting(PolicyTrace.Rule::path)
        .isNotEmpty()
        .noneMatch(path -> path.contains("._"))
        .doesNotContain("data.countersign.result.cut");
  }

  @Test
  void trace_wasm_hasNone() {
    try (PolicyEngine wasm = WasmPolicyEngine.ready(PolicyBundle.standard(), Fixtures.SMALL)) {
      assertThat(wasm.current().evaluate(destructive()).trace().rules()).isEmpty();
    }
  }

  private static PolicyTrace trace(ObjectNode input) {
    return PLAN.current().evaluate(input).trace();
  }

  private static ObjectNode destructive() {
    return Examples.inputs().stream()
        .filter(input -> input.at("/classification/kind").asText().equals("DESTRUCTIVE"))
        .findFirst()
        .orElseThrow();
  }
}
