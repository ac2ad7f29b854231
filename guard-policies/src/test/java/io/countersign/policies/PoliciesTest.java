package io.countersign.policies;

import static io.countersign.policies.Calls.TRUSTED;
import static io.countersign.policies.Calls.effect;
import static io.countersign.policies.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyVerdict;
import io.countersign.policy.Seat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PoliciesTest {

  /** The example of docs/policies/index.md. */
  static final ObjectNode SENIOR_AND_DBA =
      (ObjectNode)
          json(
              """
              {
                "gates": {"CRITICAL": {"seats": [
                  {"count": 1, "role": "approver", "min_rank": "senior"},
                  {"count": 1, "role": "approver", "min_rank": ""}
                ]}},
                "extra_seats": [{
                  "operations": ["rds:", "sql:"], "environments": ["production"], "from": "HIGH",
                  "seat": {"count": 1, "role": "dba", "min_rank": ""}
                }]
              }
              """);

  private static final ObjectNode DROP =
      TRUSTED.input(
          effect(
              "sql:DropTable",
              Verb.DELETE,
              Environment.PRODUCTION,
              Reversibility.IRREVERSIBLE,
              Reach.RESOURCE));

  @Test
  void config_overrides_changeTheRequirementAndKeepTheRest() {
    try (PolicyEngine engine = Policies.defaultEngine(PolicyConfig.of(SENIOR_AND_DBA))) {
      PolicyVerdict.RequireApproval verdict =
          (PolicyVerdict.RequireApproval) Fixtures.verdict(engine, DROP);
      assertThat(verdict.requirement().seats())
          .containsExactly(
              new Seat(1, "approver", "senior"),
              new Seat(1, "approver", ""),
              new Seat(1, "dba", ""));
      assertThat(verdict.requirement().approveWithin()).hasHours(4);
    }
  }

  @Test
  void config_overrides_arePartOfTheRevision() {
    try (PolicyEngine plain = Policies.defaultEngine(PolicyConfig.DEFAULTS);
        PolicyEngine changed = Policies.defaultEngine(PolicyConfig.of(SENIOR_AND_DBA))) {
      assertThat(changed.current().digest()).isNotEqualTo(plain.current().digest());
    }
  }

  @Test
  void config_changedByItsOwnerLater_staysAsItWas() {
    ObjectNode mine = SENIOR_AND_DBA.deepCopy();
    PolicyConfig config = PolicyConfig.of(mine);
    mine.removeAll();
    try (PolicyEngine engine = Policies.defaultEngine(config)) {
      assertThat(Fixtures.verdict(engine, DROP).toString()).contains("dba");
    }
  }

  @Test
  void config_unsound_refusesToStartNamingEveryProblem() {
    for (String unsound :
        List.of(
            "{\"gates\": {\"CRITICAL\": {\"seats\": [{\"count\": 1, \"role\": \"approver\", \"min_rank\": \"\"}]}}}",
            "{\"gates\": {\"HIGH\": null}}",
            "{\"gates\": []}",
            "{\"gate\": {}}",
            "{\"cumulative\": {\"steps\": []}}",
            "{\"quiet\": [{\"environments\": [\"production\"], \"verbs\": [\"DELETE\"],"
                + " \"reversibility\": [\"UNKNOWN\"], \"up_to\": \"HIGH\"}]}")) {
      PolicyConfig config = PolicyConfig.of((ObjectNode) json(unsound));
      assertThatThrownBy(() -> Policies.defaultEngine(config), unsound)
          .isInstanceOfSatisfying(
              PolicyLoadException.class,
              e -> {
                assertThat(e.code()).isEqualTo(PolicyCode.NOT_LOADABLE);
                assertThat(e).hasMessageContaining("The policy's configuration cannot be used");
              });
    }
  }

  @Test
  void config_unsoundAndLazy_denies() {
    PolicyConfig config = PolicyConfig.of((ObjectNode) json("{\"gates\": {\"HIGH\": null}}"));
    try (PolicyEngine engine = Policies.lazyWasm(config)) {
      PolicyVerdict verdict = Fixtures.verdict(engine, Examples.inputs().get(0));
      assertThat(verdict).isInstanceOf(PolicyVerdict.Deny.class);
      assertThat(verdict.reasons()).extracting("rule").containsExactly("deny-config-malformed");
    }
  }

  @Test
  void defaultAgreeing_examples_agree() {
    try (PolicyEngine engine = Policies.defaultAgreeing(PolicyConfig.DEFAULTS, Fixtures.SMALL)) {
      for (ObjectNode example : Examples.inputs()) {
        assertThat(Fixtures.verdict(engine, example)).isNotNull();
      }
    }
  }
}
