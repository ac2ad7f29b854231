package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.Grant;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.approval.State;
import io.countersign.audit.AuditEvent;
import io.countersign.call.CallContext;
import io.countersign.call.ToolCall;
import io.countersign.classification.Severity;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.execution.OutcomeUnknownException;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.fixture.FakePolicy;
import io.countersign.fixture.Scene;
import io.countersign.policy.Freeze;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scenes from public incidents, as far as they reach guard-core; docs/threat-model.md has all. */
final class ScenarioTest {

  private final Scene scene = new Scene();

  @Test
  @Tag("scenario-1")
  @Tag("scenario-3")
  void s01_s03_deleteAndRecreateProduction_waitsForTwoPeers_whateverTheSponsorMayDo() {
    Decision decision =
        scene.guard.propose(
            Scene.call("delete_and_recreate_environment", "{\"name\":\"billing\"}"));
    ApprovalRequest request = Scene.asked(decision);

    assertThat(decision.assessment().orElseThrow().analysis().effects())
        .extracting(e -> e.verb())
        .containsExactly(Verb.REPLACE);
    assertThat(request.action().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(request.requirement().people()).isEqualTo(2);
    assertThat(scene.records(AuditEvent.Type.EXECUTING)).isEmpty();
  }

  @Test
  @Tag("scenario-6")
  void s06_aJuniorsYes_isNotASeniors() {
    scene.policy.answers(
        FakePolicy.require(
            "r", FakePolicy.seat(1, "approver", ""), FakePolicy.seat(1, "approver", "senior")));
    ApprovalRequest request = scene.ask(Scene.WIPE);
    scene.approve(request, Company.BOB);
    assertThat(scene.guard.openSeats(scene.approval(request.id())).get(0).minRank())
        .isEqualTo("senior");
    scene.approve(request, Company.ADA);
    assertThat(scene.state(request)).isEqualTo(State.APPROVED);
  }

  @Test
  @Tag("scenario-7")
  void s07_inAFreeze_itIsDeniedAndNobodyIsAsked() {
    scene.freezes =
        List.of(
            new Freeze(
                "code-freeze",
                Company.NOON,
                Company.NOON.plus(Duration.ofHours(1)),
                ImmutableSet.of(Environment.PRODUCTION),
                "declared"));
    assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("deny-freeze");
    assertThat(scene.guard.approvals()).isEmpty();
    assertThat(scene.propose(Scene.LIST)).isInstanceOf(Decision.Allowed.class);

    scene.clock.advance(Duration.ofHours(1));
    assertThat(scene.ask(Scene.WIPE)).isNotNull();
  }

  @Test
  @Tag("scenario-8")
  void s08_theOutcomeIsTheExecutors() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    assertThatThrownBy(
            () ->
                scene.guard.resume(
                    request.id(),
                    a -> {
                      throw new OutcomeUnknownException("restored!", new java.io.IOException());
                    }))
        .isInstanceOf(ExecutionFailedException.class);
    assertThat(scene.state(request)).isEqualTo(State.UNKNOWN);
  }

  @Test
  @Tag("scenario-9")
  @Tag("scenario-10")
  void s09_s10_anotherStateOrMoreInThePlan_isNotWhatWasApproved() {
    String[] serial = {"7"};
    boolean[] database = {false};
    scene.analyzer.teach(
        "apply",
        call -> {
          Analysis plan = Analysis.of(Effects.DELETE_STAGING).given("state-serial", serial[0]);
          return database[0] ? plan.plus(Effects.WIPE_PRODUCTION) : plan;
        });
    ApprovalRequest request = scene.approved("apply", Company.ADA);
    serial[0] = "8";
    GuardTest.assertStopped(
        () -> scene.guard.resume(request.id(), a -> GuardTest.fail()), "execution-world-changed");

    ApprovalRequest again = scene.approved("apply", Company.ADA);
    database[0] = true;
    assertThatThrownBy(() -> scene.guard.run(Scene.call("apply"), a -> GuardTest.fail()))
        .isInstanceOfSatisfying(
            NotAllowedException.ApprovalRequired.class,
            e -> assertThat(e.request().requirement().people()).isEqualTo(2));
    assertThat(scene.state(again)).isEqualTo(State.SUPERSEDED);
  }

  @Test
  @Tag("scenario-12")
  void s12_aStagingTask_mayNotTouchProduction() {
    List<Grant> grants = new java.util.ArrayList<>(Company.grants());
    grants.remove(Grant.always("task:*", "operator"));
    grants.add(Grant.always("task:OPS-17", "staging"));
    scene.directory =
        io.countersign.access.Directory.of(
            Company.people(),
            List.of("agent:kiro"),
            com.google.common.collect.ImmutableList.<io.countersign.access.Role>builder()
                .addAll(Company.roles())
                .add(
                    new io.countersign.access.Role(
                        "staging",
                        List.of(
                            new io.countersign.access.Right(
                                java.util.Set.of("*"),
                                java.util.EnumSet.allOf(Verb.class),
                                java.util.Set.of("*"),
                                java.util.Set.of(Environment.STAGING)))))
                .build(),
            grants,
            List.of("junior", "senior", "principal"));

    assertThat(scene.ask(Scene.DROP)).isNotNull();
    assertThatThrownBy(() -> scene.guard.run(Scene.call(Scene.WIPE), a -> GuardTest.fail()))
        .isInstanceOf(NotAllowedException.Denied.class)
        .hasMessageContaining("`task:OPS-17` may not DELETE")
        .hasMessageContaining("in production");
  }

  @Test
  @Tag("scenario-13")
  void s13_anUnknownEnvironment_countsAsProduction() {
    scene.teach(
        "odd",
        Effects.effect(
            Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.RESOURCE, Environment.UNKNOWN));
    assertThat(scene.ask("odd").action().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  @Tag("scenario-24")
  void s24_twoClicksAreOne_andADenialWins() throws Exception {
    ApprovalRequest request = scene.ask(Scene.DROP);
    Thread yes = new Thread(() -> scene.approve(request, Company.ADA));
    Thread no = new Thread(() -> scene.deny(request, Company.BOB));
    yes.start();
    no.start();
    yes.join();
    no.join();
    assertThat(scene.state(request)).isEqualTo(State.DENIED);
  }

  @Test
  @Tag("scenario-25")
  void s25_approvedAtTheEnd_orRunAfterIt_isTooLate() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.clock.advance(Duration.ofHours(1).plusMillis(1));
    GuardTest.assertStopped(
        () -> scene.guard.resume(request.id(), a -> GuardTest.fail()), "approval-expired");
  }

  @Test
  @Tag("scenario-27")
  void s27_amongFortyCalls_onlyTheDangerousOneWaits() {
    int waiting = 0;
    for (int i = 0; i < 40; i++) {
      Decision decision =
          scene.guard.propose(Scene.call(i == 27 ? Scene.WIPE : Scene.LIST, "{\"i\":" + i + "}"));
      waiting += decision instanceof Decision.ApprovalRequired ? 1 : 0;
    }
    assertThat(waiting).isEqualTo(1);
    assertThat(scene.guard.approvals()).hasSize(1);
  }

  @Test
  @Tag("scenario-29")
  void s29_readingTaggingAndTheSandbox_promptNobody() {
    scene.teach(
        "recreate",
        Effects.effect(
            Verb.REPLACE, Reversibility.REVERSIBLE, Reach.RESOURCE, Environment.SANDBOX));
    scene.teach(
        "tag",
        Effects.effect(Verb.CREATE, Reversibility.REVERSIBLE, Reach.ITEM, Environment.PRODUCTION));
    for (String tool : List.of(Scene.LIST, "tag", "recreate", "get_user", "search_files")) {
      assertThat(scene.propose(tool)).as(tool).isInstanceOf(Decision.Allowed.class);
    }
  }

  @Test
  @Tag("scenario-18")
  void s18_aSubAgentsCall_isItsOwnCall_underTheSameRules() {
    scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    ToolCall child =
        ToolCall.ofText(
            Scene.WIPE,
            "{}",
            new io.countersign.call.CallerChain(
                Company.REVIEWER,
                Company.TASK,
                List.of(
                    new io.countersign.call.Delegation(Company.ENG1, Company.KIRO),
                    new io.countersign.call.Delegation(Company.KIRO, Company.REVIEWER)),
                Company.ENG1),
            new CallContext(
                "",
                io.countersign.call.Facts.NONE,
                ImmutableMap.of(),
                io.countersign.call.ToolAnnotations.NONE));

    assertThat(Scene.denied(scene.guard.propose(child))).containsExactly("access-right-missing");
  }
}
