package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.Grant;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Environment;
import io.countersign.approval.Approval;
import io.countersign.approval.ApprovalStore;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.approval.State;
import io.countersign.approval.StoreCode;
import io.countersign.approval.StoreException;
import io.countersign.audit.AuditCode;
import io.countersign.audit.AuditEvent;
import io.countersign.audit.AuditException;
import io.countersign.audit.AuditLog;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.decision.RequestId;
import io.countersign.execution.OutcomeUnknownException;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.fixture.FakePolicy;
import io.countersign.fixture.Scene;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.Freeze;
import io.countersign.policy.PolicyCode;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GuardTest {

  private final Scene scene = new Scene();

  // What goes wrong inside

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IllegalStateException("x"), "decision-internal-error"),
        Arguments.of(new NullPointerException(), "decision-internal-error"),
        Arguments.of(new StackOverflowError(), "decision-internal-error"),
        Arguments.of(new NoClassDefFoundError("x"), "decision-internal-error"),
        Arguments.of(new AssertionError("x"), "decision-internal-error"),
        Arguments.of(new OutOfMemoryError("x"), "decision-out-of-memory"),
        Arguments.of(
            new StoreException(new Problem(StoreCode.NOT_READABLE, "x", "y")),
            "store-not-readable"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  @Tag("promise-1")
  void propose_policyThrows_isDeniedAndRecorded(Throwable failure, String code) {
    scene.policy.answers(
        input -> {
          throw GuardTest.<RuntimeException>sneak(failure);
        });

    assertThat(Scene.denied(scene.propose(Scene.LIST))).containsExactly(code);
    assertThat(scene.records(AuditEvent.Type.DECIDED)).hasSize(1);
    assertThat(Scene.data(scene.records(AuditEvent.Type.DECIDED).get(0)).get("decision").asText())
        .isEqualTo("denied");
  }

  @ParameterizedTest
  @EnumSource(PolicyCode.class)
  @Tag("promise-1")
  void propose_policyFails_isDeniedWithItsCode(PolicyCode code) {
    scene.policy.answers(input -> new EngineAnswer.Failed(new Problem(code, "what", "next")));

    assertThat(Scene.denied(scene.propose(Scene.LIST))).containsExactly(code.id());
  }

  @Test
  @Tag("promise-1")
  void propose_analyzerThrows_isUnresolvedAndNotAllowed() {
    scene.analyzer.teach(
        "odd",
        call -> {
          throw new IllegalStateException("bug");
        });

    ApprovalRequest request = scene.ask("odd");

    assertThat(request.action().toJson().get("world").get("unresolved").get(0).get("code").asText())
        .isEqualTo("analysis-analyzer-failed");
  }

  @Test
  @Tag("promise-1")
  void propose_analyzerRunsOutOfMemory_isDenied() {
    scene.analyzer.teach(
        "odd",
        call -> {
          throw new OutOfMemoryError("test");
        });

    assertThat(Scene.denied(scene.propose("odd"))).containsExactly("decision-out-of-memory");
  }

  @Test
  @Tag("promise-1")
  void propose_policyHangsUntilInterrupted_isNotAllowed() throws Exception {
    scene.policy.answers(
        input -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
          return new EngineAnswer.Result(FakePolicy.allow());
        });
    Decision[] decision = new Decision[1];
    Thread proposer = new Thread(() -> decision[0] = scene.propose(Scene.LIST));
    proposer.start();
    Thread.sleep(50);
    proposer.interrupt();
    proposer.join(10_000);

    assertThat(Scene.denied(decision[0])).containsExactly("decision-internal-error");
  }

  @Test
  @Tag("promise-1")
  void propose_directoryOrFreezesFail_isDenied() {
    scene.directory = null;
    assertThat(Scene.denied(scene.propose(Scene.LIST))).containsExactly("decision-internal-error");

    scene.directory = Company.directory();
    scene.freezes = null;
    assertThat(Scene.denied(scene.propose(Scene.LIST))).containsExactly("decision-internal-error");
  }

  @Test
  @Tag("promise-1")
  void propose_malformedCall_isDeniedWithItsCode() {
    assertThat(Scene.denied(scene.guard.propose(Scene.call("Bash", "{"))))
        .containsExactly("json-not-json");
    assertThat(Scene.denied(scene.guard.propose(Scene.call("Bash", "[1]"))))
        .containsExactly("call-arguments-not-an-object");
    assertThat(Scene.denied(scene.guard.propose(Scene.call("Bäsh", "{}"))))
        .containsExactly("call-tool-name-malformed");
    assertThat(scene.records(AuditEvent.Type.DECIDED)).hasSize(3);
    assertThat(Scene.data(scene.records(AuditEvent.Type.DECIDED).get(2)).get("tool").asText())
        .isEqualTo("B?sh");
  }

  // Stores and logs that fail

  @Test
  @Tag("promise-1")
  void propose_storeUnreadable_isDenied() {
    ApprovalStore store = mock();
    when(store.findByCall(any())).thenThrow(unreadable());
    Scene broken = new Scene(store, InMemoryAuditLog.lostOnExit());

    assertThat(Scene.denied(broken.propose(Scene.WIPE))).containsExactly("store-not-readable");
  }

  @Test
  @Tag("promise-1")
  void propose_storeFull_isDenied() {
    ApprovalStore store = mock();
    when(store.findByCall(any())).thenReturn(Optional.empty());
    when(store.list()).thenReturn(com.google.common.collect.ImmutableList.of());
    doThrow(new StoreException(new Problem(StoreCode.NOT_WRITABLE, "full", "next")))
        .when(store)
        .create(any());
    Scene broken = new Scene(store, InMemoryAuditLog.lostOnExit());

    assertThat(Scene.denied(broken.propose(Scene.WIPE))).containsExactly("store-not-writable");
  }

  @Test
  @Tag("promise-1")
  void run_storeFailsWhenTheRequestIsLookedUp_throwsADenialAndRunsNothing() {
    ApprovalStore memory = InMemoryApprovalStore.lostOnExit();
    ApprovalStore store =
        mock(ApprovalStore.class, org.mockito.AdditionalAnswers.delegatesTo(memory));
    Scene broken = new Scene(store, InMemoryAuditLog.lostOnExit());
    org.mockito.Mockito.doThrow(unreadable()).when(store).find(any());

    assertStopped(
        () -> broken.guard.run(Scene.call(Scene.WIPE), action -> fail()), "store-not-readable");
  }

  @Test
  @Tag("promise-5")
  void propose_auditFull_isDenied() {
    AuditLog audit = fullAfter(0);
    Scene broken = new Scene(InMemoryApprovalStore.lostOnExit(), audit);

    assertThat(Scene.denied(broken.propose(Scene.LIST))).containsExactly("audit-not-writable");
    assertThat(Scene.denied(broken.propose(Scene.WIPE))).containsExactly("audit-not-writable");
  }

  @Test
  @Tag("promise-5")
  void run_auditFullBeforeTheRun_runsNothing() {
    // The decision is recorded, the execution can no longer be.
    Scene broken = new Scene(InMemoryApprovalStore.lostOnExit(), fullAfter(1));

    assertStopped(
        () -> broken.guard.run(Scene.call(Scene.LIST), action -> fail()), "audit-not-writable");
  }

  @Test
  @Tag("promise-5")
  void resume_auditFullBeforeTheRun_runsNothingAndTheRequestIsFailed() {
    // requested, decided, voted, voted; then nothing more.
    Scene broken = new Scene(InMemoryApprovalStore.lostOnExit(), fullAfter(4));
    ApprovalRequest request = broken.approved(Scene.WIPE, Company.ADA, Company.BOB);

    assertStopped(() -> broken.guard.resume(request.id(), action -> fail()), "audit-not-writable");
    assertThat(broken.store.find(request.id()).orElseThrow().state()).isEqualTo(State.FAILED);
  }

  @Test
  @Tag("promise-4")
  void resume_auditFullAfterTheRun_saysSoAndDoesNotRunAgain() {
    Scene broken = new Scene(InMemoryApprovalStore.lostOnExit(), fullAfter(5));
    ApprovalRequest request = broken.approved(Scene.WIPE, Company.ADA, Company.BOB);
    AtomicInteger ran = new AtomicInteger();

    assertThatThrownBy(() -> broken.guard.resume(request.id(), a -> ran.incrementAndGet()))
        .isInstanceOfSatisfying(
            CountersignException.class,
            e -> assertThat(e.code().id()).isEqualTo("execution-outcome-not-recorded"));
    assertStopped(
        () -> broken.guard.resume(request.id(), a -> ran.incrementAndGet()), "approval-not-open");
    assertThat(ran).hasValue(1);
  }

  @Test
  void vote_auditFull_throwsItsCode() {
    Scene broken = new Scene(InMemoryApprovalStore.lostOnExit(), fullAfter(2));
    ApprovalRequest request = broken.ask(Scene.WIPE);

    assertThatThrownBy(() -> broken.approve(request, Company.ADA))
        .isInstanceOf(AuditException.class);
  }

  // The clock

  @Test
  @Tag("attack-23")
  void propose_clockWentBack_isDenied_aSmallStepIsWaitedOut() {
    scene.propose(Scene.LIST);
    scene.clock.advance(Duration.ofSeconds(-2));
    assertThat(scene.propose(Scene.LIST)).isInstanceOf(Decision.Allowed.class);

    scene.clock.advance(Duration.ofMillis(-1));
    assertThat(Scene.denied(scene.propose(Scene.LIST))).containsExactly("decision-clock-went-back");
  }

  @Test
  @Tag("attack-23")
  void propose_clockBehindTheAuditLog_isDenied() {
    InMemoryAuditLog audit = InMemoryAuditLog.lostOnExit();
    audit.append(
        new AuditEvent(
            Company.NOON.plusSeconds(60),
            AuditEvent.Type.DECIDED,
            "",
            JsonNodeFactory.instance.objectNode()));
    Scene late = new Scene(InMemoryApprovalStore.lostOnExit(), audit);

    assertThat(Scene.denied(late.propose(Scene.LIST))).containsExactly("decision-clock-went-back");
  }

  @Test
  @Tag("attack-23")
  void resume_clockTurnedBackAfterExpiry_isDenied() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.clock.advance(Duration.ofHours(2));
    scene.propose(Scene.LIST);
    scene.clock.set(Company.NOON);

    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "decision-clock-went-back");
  }

  // One call on its way

  @Test
  void run_allowed_runsAndRecordsItsWay() {
    String result = scene.guard.run(Scene.call(Scene.LIST, "{\"a\":1}"), a -> "done " + a.tool());

    assertThat(result).isEqualTo("done list_buckets");
    assertThat(((InMemoryAuditLog) scene.audit).records())
        .extracting(r -> r.event().type())
        .containsExactly(
            AuditEvent.Type.DECIDED, AuditEvent.Type.EXECUTING, AuditEvent.Type.OUTCOME);
    assertThat(Scene.data(scene.records(AuditEvent.Type.OUTCOME).get(0)).get("outcome").asText())
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void run_approvalRequired_throwsWithTheRequest() {
    NotAllowedException.ApprovalRequired stopped =
        catchThrowableOfType(
            NotAllowedException.ApprovalRequired.class,
            () -> scene.guard.run(Scene.call(Scene.WIPE), a -> fail()));

    assertThat(stopped).hasMessageContaining(stopped.request().id().text());
    assertThat(stopped).hasMessageContaining("2 of role approver");
    assertThat(stopped.decision()).isInstanceOf(Decision.ApprovalRequired.class);
    assertThat(scene.approval(stopped.request().id()).state()).isEqualTo(State.PENDING);
  }

  @Test
  void run_denied_throwsWithReasons() {
    scene.policy.answers(FakePolicy.deny("deny-x", "Not today."));

    NotAllowedException.Denied stopped =
        catchThrowableOfType(
            NotAllowedException.Denied.class,
            () -> scene.guard.run(Scene.call(Scene.LIST), a -> fail()));

    assertThat(stopped.reasons()).extracting(r -> r.code()).containsExactly("deny-x");
    assertThat(stopped).hasMessageContaining("Not today. [deny-x]");
  }

  @Test
  void resume_approved_runsTheFrozenActionOnceAndRecords() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);

    String key = scene.guard.resume(request.id(), a -> a.idempotencyKey());

    assertThat(key).isEqualTo(request.action().idempotencyKey());
    assertThat(scene.state(request)).isEqualTo(State.SUCCEEDED);
    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "approval-not-open");
    assertThat(((InMemoryAuditLog) scene.audit).records())
        .extracting(r -> r.event().type())
        .containsExactly(
            AuditEvent.Type.REQUESTED,
            AuditEvent.Type.DECIDED,
            AuditEvent.Type.VOTED,
            AuditEvent.Type.VOTED,
            AuditEvent.Type.EXECUTING,
            AuditEvent.Type.OUTCOME);
    assertThat(((InMemoryAuditLog) scene.audit).records().get(4).event().data().get("votes"))
        .extracting(vote -> vote.get("voter").textValue() + " " + vote.get("shown").textValue())
        .containsExactly(
            "human:ada " + request.action().digest().hex(),
            "human:bob " + request.action().digest().hex());
  }

  @Test
  void resume_unknownOrPendingRequest_isDenied() {
    assertStopped(
        () -> scene.guard.resume(new RequestId("0".repeat(16)), a -> fail()),
        "approval-no-such-request");
    ApprovalRequest request = scene.ask(Scene.WIPE);
    scene.approve(request, Company.ADA);
    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "approval-pending");
  }

  @Test
  void executor_throws_theRequestEndsAccordingly() {
    assertOutcome(
        a -> {
          throw new IllegalStateException("no");
        },
        State.FAILED);
    assertOutcome(
        a -> {
          throw new OutcomeUnknownException("who knows", new java.io.IOException());
        },
        State.UNKNOWN);
    assertOutcome(
        a -> {
          throw new InterruptedException();
        },
        State.UNKNOWN);
    assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
  }

  @Test
  void executor_throwsAnError_theRequestEndsUnknownAndTheErrorGoesOn() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);

    assertThatThrownBy(
            () ->
                scene.guard.resume(
                    request.id(),
                    a -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(scene.state(request)).isEqualTo(State.UNKNOWN);
  }

  private void assertOutcome(io.countersign.execution.Executor<Object> executor, State state) {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    assertThatThrownBy(() -> scene.guard.resume(request.id(), executor))
        .isInstanceOfSatisfying(
            ExecutionFailedException.class, e -> assertThat(e.outcome()).isEqualTo(state));
    assertThat(scene.state(request)).isEqualTo(state);
    List<io.countersign.audit.AuditRecord> outcomes = scene.records(AuditEvent.Type.OUTCOME);
    assertThat(Scene.data(outcomes.get(outcomes.size() - 1)).get("outcome").asText())
        .isEqualTo(state.name());
    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "approval-not-open");
  }

  // Everything again at execution

  @Test
  @Tag("attack-17")
  void resume_worldChanged_isDeniedAndSuperseded() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.analyzer.teach(
        Scene.WIPE, call -> Analysis.of(Effects.WIPE_PRODUCTION).given("state-serial", "8"));

    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "execution-world-changed");
    assertThat(scene.state(request)).isEqualTo(State.SUPERSEDED);
    assertThat(scene.records(AuditEvent.Type.ENDED)).hasSize(1);
  }

  @Test
  void resume_policyDeniesNow_isDeniedAndTheApprovalStays() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.policy.answers(FakePolicy.deny("deny-now", "Not any more."));

    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "deny-now");
    assertThat(scene.state(request)).isEqualTo(State.APPROVED);
  }

  @Test
  @Tag("attack-43")
  void resume_policyAsksForMoreNow_isDenied_andForLess_keepsTheSnapshot() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.policy.answers(FakePolicy.require("stricter", FakePolicy.seat(3, "approver", "")));
    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "approval-quorum-lost");

    scene.policy.answers(FakePolicy.require("dba", FakePolicy.seat(2, "dba", "")));
    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "approval-quorum-lost");

    scene.policy.answers(FakePolicy.allow());
    scene.directory = Company.directoryWithApprovers(Company.ADA);
    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "approval-quorum-lost");
  }

  @Test
  @Tag("attack-35")
  void resume_approverLostTheRole_isDenied() {
    scene.directory = Company.directoryWithApprovers(Company.ADA, Company.BOB, Company.CAROL);
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.directory = Company.directoryWithApprovers(Company.ADA, Company.CAROL);

    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "approval-quorum-lost");
  }

  @Test
  void resume_rightTakenAway_isDenied() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.directory = Company.directoryWithout(Grant.always("human:eng1", "operator"));

    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "access-right-missing");
  }

  @Test
  void resume_freezeBegan_isDenied() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.freezes =
        List.of(
            new Freeze(
                "xmas",
                Company.NOON,
                Instant.MAX,
                ImmutableSet.of(Environment.PRODUCTION),
                "holidays"));

    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "deny-freeze");
  }

  @Test
  void execute_permitIsCheckedAgain() {
    Decision.Allowed allowed = (Decision.Allowed) scene.propose(Scene.LIST);
    scene.teach(Scene.LIST, Effects.READ, Effects.READ);
    assertStopped(
        () -> scene.guard.execute(allowed.permit(), a -> fail()), "execution-world-changed");

    scene.teach(Scene.LIST, Effects.READ);
    scene.policy.answers(FakePolicy.deny("deny-now", "No."));
    assertStopped(() -> scene.guard.execute(allowed.permit(), a -> fail()), "deny-now");
  }

  @Test
  void execute_permitOutOfTimeOrUsed_isDenied() {
    Decision.Allowed allowed = (Decision.Allowed) scene.propose(Scene.LIST);
    scene.clock.advance(Duration.ofSeconds(59));
    assertThat(scene.guard.<String>execute(allowed.permit(), a -> "ran")).isEqualTo("ran");
    assertStopped(
        () -> scene.guard.execute(allowed.permit(), a -> fail()), "execution-permit-used-up");

    Decision.Allowed late = (Decision.Allowed) scene.propose(Scene.LIST);
    scene.clock.advance(Duration.ofMinutes(1));
    assertStopped(
        () -> scene.guard.execute(late.permit(), a -> fail()), "execution-permit-used-up");
  }

  @Test
  void preview_recordsNothing_asksNobody_andPermitsNothing() {
    Decision.Allowed allowed = (Decision.Allowed) scene.guard.preview(Scene.call(Scene.LIST));
    ApprovalRequest request = Scene.asked(scene.guard.preview(Scene.call(Scene.WIPE)));

    assertThat(((InMemoryAuditLog) scene.audit).records()).isEmpty();
    assertThat(scene.guard.approvals()).isEmpty();
    assertThat(scene.guard.approval(request.id())).isEmpty();
    assertStopped(
        () -> scene.guard.execute(allowed.permit(), a -> fail()), "execution-permit-used-up");
  }

  // The same call again

  @Test
  void propose_sameCall_meetsItsOpenRequest() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    assertThat(scene.ask(Scene.WIPE).id()).isEqualTo(request.id());

    scene.approve(request, Company.ADA);
    scene.approve(request, Company.BOB);
    assertThat(scene.ask(Scene.WIPE).id()).isEqualTo(request.id());
    assertThat(scene.ask(Scene.call(Scene.WIPE, "{\"a\":1}")).id()).isNotEqualTo(request.id());
  }

  @Test
  void propose_sameCallInAnotherWorld_supersedesItsRequest() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    scene.analyzer.teach(
        Scene.WIPE, call -> Analysis.of(Effects.WIPE_PRODUCTION).given("serial", "2"));

    ApprovalRequest again = scene.ask(Scene.WIPE);

    assertThat(again.id()).isNotEqualTo(request.id());
    assertThat(scene.state(request)).isEqualTo(State.SUPERSEDED);
    assertThat(Scene.refused(scene.approve(request, Company.ADA))).isEqualTo("approval-not-open");
  }

  @Test
  @Tag("attack-26")
  void propose_deniedCall_staysDeniedUntilTheRequestWouldHaveEnded() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    scene.deny(request, Company.ADA);

    assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("approval-denied-before");
    scene.clock.set(request.action().executeBy().minusMillis(1));
    assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("approval-denied-before");
    scene.clock.set(request.action().executeBy());
    assertThat(scene.ask(Scene.WIPE).id()).isNotEqualTo(request.id());
  }

  @Test
  void propose_afterEveryOtherEnd_isANewRequest() {
    ApprovalRequest revoked = scene.ask(Scene.WIPE);
    scene.guard.withdraw(revoked.id(), Company.KIRO, "");
    ApprovalRequest second = scene.ask(Scene.WIPE);
    assertThat(second.id()).isNotEqualTo(revoked.id());

    scene.clock.set(second.action().approveBy());
    ApprovalRequest third = scene.ask(Scene.WIPE);
    assertThat(third.id()).isNotEqualTo(second.id());
    assertThat(scene.state(second)).isEqualTo(State.EXPIRED);
  }

  @Test
  void request_thatEndsByItself_isRecordedOnce() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    scene.clock.set(request.action().approveBy());
    scene.state(request);
    scene.guard.approvals();

    assertThat(scene.records(AuditEvent.Type.ENDED))
        .extracting(r -> Scene.data(r).get("state").asText())
        .containsExactly("EXPIRED");
  }

  @Test
  @Tag("attack-25")
  void resume_leaseRunsOutDuringTheRun_endsUnknownAndIsRecorded() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);

    scene.guard.resume(
        request.id(),
        a -> {
          scene.clock.advance(Duration.ofHours(1));
          assertThat(scene.state(request)).isEqualTo(State.UNKNOWN);
          return "late";
        });

    assertThat(scene.state(request)).isEqualTo(State.UNKNOWN);
    assertThat(Scene.data(scene.records(AuditEvent.Type.OUTCOME).get(0)).get("outcome").asText())
        .isEqualTo("UNKNOWN");
    assertThat(scene.records(AuditEvent.Type.ENDED)).hasSize(1);
  }

  // Waiting, taking back

  @Test
  void await_endsWithTheVoteOrTheTime() throws Exception {
    ApprovalRequest request = scene.ask(Scene.DROP);
    assertThat(scene.guard.await(request.id(), Duration.ofMillis(30)).map(Approval::state))
        .contains(State.PENDING);
    assertThat(scene.guard.await(new RequestId("0".repeat(16)), Duration.ofMinutes(1))).isEmpty();

    Thread voter = new Thread(() -> scene.approve(request, Company.ADA));
    voter.start();
    assertThat(scene.guard.await(request.id(), Duration.ofMinutes(1)).map(Approval::state))
        .contains(State.APPROVED);
    voter.join();
  }

  @Test
  void revokeAndWithdraw_endTheRequestAndAreRecorded() {
    ApprovalRequest request = scene.approved(Scene.DROP, Company.ADA);
    scene.guard.revoke(request.id(), Company.BOB, "not mine");
    assertThat(scene.state(request)).isEqualTo(State.APPROVED);
    scene.guard.revoke(request.id(), Company.ADA, "second thoughts");
    assertThat(scene.approval(request.id()).note())
        .isEqualTo("revoked by human:ada: second thoughts");
    assertThat(scene.records(AuditEvent.Type.ENDED)).hasSize(1);
    assertStopped(() -> scene.guard.resume(request.id(), a -> fail()), "approval-not-open");
  }

  @Test
  void openSeats_areCountedWithTodaysRoles() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    assertThat(scene.guard.openSeats(scene.approval(request.id()))).hasSize(2);
    scene.approve(request, Company.ADA);
    assertThat(scene.guard.openSeats(scene.approval(request.id()))).hasSize(1);
    scene.directory = Company.directoryWithApprovers(Company.BOB);
    assertThat(scene.guard.openSeats(scene.approval(request.id()))).hasSize(2);
  }

  @Test
  void close_closesPolicyStoreAndLog() {
    ApprovalStore store = mock();
    AuditLog audit = mock();
    when(audit.lastTime()).thenReturn(Instant.MIN);
    Scene closing = new Scene(store, audit);

    closing.close();

    assertThat(closing.policy.closed()).isTrue();
    org.mockito.Mockito.verify(store).close();
    org.mockito.Mockito.verify(audit).close();
  }

  // Helpers

  static void assertStopped(Runnable run, String... codes) {
    NotAllowedException.Denied stopped =
        catchThrowableOfType(NotAllowedException.Denied.class, run::run);
    assertThat(stopped).as("stopped").isNotNull();
    assertThat(stopped.reasons()).extracting(r -> r.code()).containsExactly(codes);
  }

  static <T> T fail() {
    throw new AssertionError("it ran");
  }

  private static StoreException unreadable() {
    return new StoreException(new Problem(StoreCode.NOT_READABLE, "gone", "next"));
  }

  /** A log whose disk is full after some records. */
  private static AuditLog fullAfter(int records) {
    InMemoryAuditLog memory = InMemoryAuditLog.lostOnExit();
    AuditLog log = mock(AuditLog.class, org.mockito.AdditionalAnswers.delegatesTo(memory));
    org.mockito.Mockito.doAnswer(
            append -> {
              if (memory.head().size() >= records) {
                throw new AuditException(new Problem(AuditCode.NOT_WRITABLE, "full", "next"));
              }
              return memory.append(append.getArgument(0));
            })
        .when(log)
        .append(any());
    return log;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}
