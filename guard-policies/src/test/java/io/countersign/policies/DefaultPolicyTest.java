package io.countersign.policies;

import static io.countersign.policies.Calls.TRUSTED;
import static io.countersign.policies.Calls.effect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.access.Grant;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyReason;
import io.countersign.policy.PolicyVerdict;
import io.countersign.policy.PolicyVerdict.Allow;
import io.countersign.policy.PolicyVerdict.Deny;
import io.countersign.policy.PolicyVerdict.RequireApproval;
import io.countersign.policy.Seat;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What the default policy says to calls as the pipeline describes them; S1 and so on are scenarios
 * from public incidents.
 */
final class DefaultPolicyTest {

  private static final PolicyEngine ENGINE = Policies.defaultEngine(PolicyConfig.DEFAULTS);

  private static final Effect REBUILD =
      effect(
          "elasticbeanstalk:RebuildEnvironment",
          Verb.REPLACE,
          Environment.PRODUCTION,
          Reversibility.RECOVERABLE,
          Reach.ENVIRONMENT);

  private static final Effect ROW =
      effect(
          "sql:Delete", Verb.DELETE, Environment.PRODUCTION, Reversibility.RECOVERABLE, Reach.ITEM);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void readAnywhere_isAllowed() {
    for (Environment environment : Environment.values()) {
      Effect read =
          effect("s3:GetObject", Verb.READ, environment, Reversibility.REVERSIBLE, Reach.ITEM);
      assertThat(verdict(TRUSTED.input(read))).isEqualTo(new Allow(noReasons()));
    }
  }

  @Test
  void workInTheWorkspace_isAllowed() {
    for (Effect work :
        new Effect[] {
          workspace("fs:Write", Verb.UPDATE, Reversibility.RECOVERABLE, Reach.ITEM),
          workspace("fs:Write", Verb.CREATE, Reversibility.REVERSIBLE, Reach.ITEM),
          workspace("fs:Delete", Verb.DELETE, Reversibility.REVERSIBLE, Reach.SELECTION),
          workspace("fs:Delete", Verb.DELETE, Reversibility.RECOVERABLE, Reach.ITEM),
          workspace("build:Run", Verb.EXECUTE, Reversibility.REVERSIBLE, Reach.ITEM),
          workspace("test:Run", Verb.EXECUTE, Reversibility.UNKNOWN, Reach.UNKNOWN)
        }) {
      assertThat(verdict(TRUSTED.after(500).input(work)))
          .as(work.toString())
          .isInstanceOf(Allow.class);
    }
  }

  @Test
  void s29_recreationInASandbox_isAllowed() {
    Effect recreate =
        effect(
            "cfn:UpdateStack",
            Verb.REPLACE,
            Environment.SANDBOX,
            Reversibility.RECOVERABLE,
            Reach.ENVIRONMENT);
    assertThat(verdict(TRUSTED.input(recreate))).isInstanceOf(Allow.class);
    Effect again =
        effect(
            "ecs:Replace",
            Verb.REPLACE,
            Environment.DEVELOPMENT,
            Reversibility.RECOVERABLE,
            Reach.RESOURCE);
    assertThat(verdict(TRUSTED.input(again))).isInstanceOf(Allow.class);
  }

  @Test
  void recursiveDeletionInTheWorkspace_takesOnePerson() {
    Effect sources =
        workspace("fs:Delete", Verb.DELETE, Reversibility.RECOVERABLE, Reach.SELECTION);
    assertThat(people(verdict(TRUSTED.input(sources)))).isEqualTo(1);
  }

  @Test
  void s1_deleteAndRecreateProduction_takesTwoPeople() {
    PolicyVerdict verdict = verdict(TRUSTED.input(REBUILD));
    assertThat(people(verdict)).isEqualTo(2);
    assertThat(verdict.reasons()).extracting("rule").containsExactly("approve-destructive");
    assertThat(((RequireApproval) verdict).requirement().seats())
        .containsExactly(new Seat(2, "approver", ""));
  }

  @Test
  void s3_roleThatAllowsEverything_waivesNothing() {
    assertThat(people(verdict(TRUSTED.input(REBUILD)))).isEqualTo(2);
  }

  @Test
  void s4_fortySmallDeletions_takeTheGateOfTheLargeOne() {
    assertThat(verdict(TRUSTED.after(1).input(ROW))).isInstanceOf(Allow.class);
    assertThat(people(verdict(TRUSTED.after(12).input(ROW)))).isEqualTo(1);
    assertThat(people(verdict(TRUSTED.after(40).input(ROW)))).isEqualTo(2);
  }

  @Test
  void s7_destructionInAFreeze_isDenied() {
    PolicyVerdict verdict =
        verdict(TRUSTED.during(Calls.freeze(Environment.PRODUCTION)).input(REBUILD));
    assertThat(verdict).isInstanceOf(Deny.class);
    assertThat(verdict.reasons()).extracting("rule").containsExactly("deny-freeze");
  }

  @Test
  void s11_safeguardAndDataInOneGo_takeTwoPeople() {
    Effect disarm =
        effect(
            "rds:ModifyDBInstance",
            Verb.DISARM,
            Environment.STAGING,
            Reversibility.RECOVERABLE,
            Reach.RESOURCE);
    Effect delete =
        effect(
            "rds:DeleteDBInstance",
            Verb.DELETE,
            Environment.STAGING,
            Reversibility.RECOVERABLE,
            Reach.RESOURCE);
    assertThat(people(verdict(TRUSTED.input(disarm)))).isEqualTo(1);
    assertThat(people(verdict(TRUSTED.input(disarm, delete)))).isEqualTo(2);
  }

  @Test
  void s12_missingRight_isDeniedNamingHopAndRight() {
    Calls narrow =
        TRUSTED.withGrants(Grant.always("human:ada", "all"), Grant.always("agent:kiro", "all"));
    PolicyVerdict verdict = verdict(narrow.input(REBUILD));
    assertThat(verdict).isInstanceOf(Deny.class);
    assertThat(verdict.reasons().get(0).message())
        .isEqualTo(
            "`task:OPS-17` may not do `elasticbeanstalk:RebuildEnvironment` in production"
                + " (access-right-missing).");
  }

  @Test
  void s13_unknownEnvironment_countsAsProduction() {
    Effect drop =
        effect(
            "sql:DropTable",
            Verb.DELETE,
            Environment.UNKNOWN,
            Reversibility.UNKNOWN,
            Reach.RESOURCE);
    assertThat(people(verdict(TRUSTED.input(drop)))).isEqualTo(2);
  }

  @Test
  void s17_changeOfTheGuard_isDeniedWhateverTheRights() {
    Effect change =
        workspace("guard:Configure", Verb.UPDATE, Reversibility.RECOVERABLE, Reach.ITEM);
    PolicyVerdict verdict = verdict(TRUSTED.input(change));
    assertThat(verdict).isInstanceOf(Deny.class);
    assertThat(verdict.reasons()).extracting("rule").containsExactly("deny-guard-change");
  }

  @Test
  void grantInProduction_takesOnePerson() {
    Effect grant =
        effect(
            "iam:AttachRolePolicy",
            Verb.GRANT,
            Environment.PRODUCTION,
            Reversibility.RECOVERABLE,
            Reach.ITEM);
    assertThat(people(verdict(TRUSTED.input(grant)))).isEqualTo(1);
  }

  @Test
  void unresolvedCall_takesOnePersonAndTellsWhatWouldHaveToBeKnown() {
    PolicyVerdict verdict =
        verdict(
            TRUSTED.input(
                Analysis.unresolved(
                    new Problem(
                        AnalysisCode.ARGUMENT_UNREADABLE,
                        new Span(7, 16),
                        "`$TARGET` has no value that the analysis can see.",
                        "Write the path out."))));
    assertThat(people(verdict)).isEqualTo(1);
    assertThat(verdict.reasons().get(0).message())
        .contains("`$TARGET` has no value", "columns 8-16");
    assertThat(verdict.reasons().get(0).next()).isEqualTo("Write the path out.");
  }

  @Test
  void broaderRole_onADestructiveCall_isPointedOut() {
    ObjectNode input = TRUSTED.input(REBUILD);
    input
        .withObject("rights")
        .withArray("broader")
        .addObject()
        .put("hop", "human:ada")
        .put("role", "admin")
        .put("operation", "elasticbeanstalk:RebuildEnvironment");
    assertThat(verdict(input).reasons())
        .extracting("rule")
        .containsExactly("approve-destructive", "warn-right-broader");
  }

  @Test
  void hundredDestructiveEffects_areListedInPart() {
    Effect[] many = new Effect[100];
    for (int i = 0; i < many.length; i++) {
      many[i] =
          effect(
              "rds:Delete" + i,
              Verb.DELETE,
              Environment.PRODUCTION,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE);
    }
    PolicyVerdict verdict = verdict(TRUSTED.input(many));
    assertThat(people(verdict)).isEqualTo(1);
    assertThat(verdict.reasons()).hasSizeLessThan(60).extracting("rule").contains("more-reasons");
  }

  @Test
  void twentyThousandHarmlessEffects_areAllowed() {
    Effect read =
        effect("fs:Read", Verb.READ, Environment.WORKSPACE, Reversibility.REVERSIBLE, Reach.ITEM);
    ObjectNode input = TRUSTED.input(new Analysis(Collections.nCopies(20_000, read), List.of()));
    assertThat(verdict(input)).isInstanceOf(Allow.class);
  }

  private static ImmutableList<PolicyReason> noReasons() {
    return ImmutableList.of();
  }

  private static Effect workspace(
      String operation, Verb verb, Reversibility reversibility, Reach reach) {
    return effect(operation, verb, Environment.WORKSPACE, reversibility, reach);
  }

  private static PolicyVerdict verdict(ObjectNode input) {
    return Fixtures.verdict(ENGINE, input);
  }

  private static int people(PolicyVerdict verdict) {
    assertThat(verdict).isInstanceOf(RequireApproval.class);
    return ((RequireApproval) verdict).requirement().people();
  }
}
