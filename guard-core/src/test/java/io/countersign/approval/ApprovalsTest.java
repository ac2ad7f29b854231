package io.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.Grant;
import io.countersign.call.CallerChain;
import io.countersign.call.Delegation;
import io.countersign.call.Principal.Human;
import io.countersign.decision.ActionDigest;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.RequestId;
import io.countersign.fixture.Company;
import io.countersign.fixture.FakePolicy;
import io.countersign.fixture.Scene;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each code of {@link ApprovalCode}, and the edges of time. */
final class ApprovalsTest {

  private final Scene scene = new Scene();

  private static VoteResult.Counted counted(VoteResult result) {
    assertThat(result).isInstanceOf(VoteResult.Counted.class);
    return (VoteResult.Counted) result;
  }

  @Test
  void vote_noSuchRequest() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    assertThat(
            Scene.refused(
                scene.guard.vote(
                    new RequestId("f".repeat(16)),
                    Company.ADA,
                    request.action().digest(),
                    Choice.APPROVE,
                    "")))
        .isEqualTo("approval-no-such-request");
  }

  @Test
  @Tag("attack-16")
  void vote_onAnotherDigest_isRefused_alsoADenial() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    for (Choice choice : Choice.values()) {
      assertThat(
              Scene.refused(
                  scene.guard.vote(
                      request.id(), Company.ADA, new ActionDigest("0".repeat(64)), choice, "")))
          .isEqualTo("approval-digest-mismatch");
    }
    assertThat(scene.approval(request.id()).votes()).isEmpty();
  }

  @Test
  void vote_byWhoIsBehindTheCall_isRefused() {
    CallerChain chain =
        new CallerChain(
            Company.KIRO,
            Company.TASK,
            List.of(
                new Delegation(Company.ENG1, Company.ALICE),
                new Delegation(Company.ALICE, Company.KIRO)),
            Company.ENG1);
    scene.directory = Company.directory(grantsAnd(Grant.always("human:*", "operator")));
    ApprovalRequest request = scene.ask(Scene.call(Scene.WIPE, "{}", chain));

    assertThat(Scene.refused(scene.approve(request, Company.ENG1)))
        .isEqualTo("approval-self-approval");
    assertThat(Scene.refused(scene.approve(request, Company.ALICE)))
        .isEqualTo("approval-voter-in-chain");
    assertThat(Scene.refused(scene.approve(request, Company.ALICE_ADMIN)))
        .isEqualTo("approval-voter-in-chain");
  }

  private static List<Grant> grantsAnd(Grant more) {
    List<Grant> grants = new java.util.ArrayList<>(Company.grants());
    grants.add(more);
    return grants;
  }

  @Test
  void vote_byAStrangerOrUnderAFalseKey_isRefused() {
    ApprovalRequest request = scene.ask(Scene.WIPE);

    assertThat(Scene.refused(scene.approve(request, Company.MALLORY)))
        .isEqualTo("approval-voter-unknown");
    assertThat(Scene.refused(scene.approve(request, new Human("ada", "somebody-else"))))
        .isEqualTo("approval-voter-unknown");
    assertThat(Scene.refused(scene.approve(request, new Human("eng1", "not-eng1"))))
        .as("a sponsor who says they are somebody else")
        .isEqualTo("approval-voter-unknown");
  }

  @Test
  void vote_withoutRoleOrRank_isRefused() {
    scene.policy.answers(FakePolicy.require("r", FakePolicy.seat(1, "approver", "senior")));
    ApprovalRequest request = scene.ask(Scene.DROP);
    assertThat(Scene.refused(scene.approve(request, Company.BOB))).isEqualTo("approval-no-seat");

    scene.directory = Company.directoryWithApprovers(Company.BOB);
    assertThat(Scene.refused(scene.approve(request, Company.ADA))).isEqualTo("approval-no-seat");
    scene.directory = Company.directory();
    assertThat(counted(scene.approve(request, Company.CAROL)).now().state())
        .as("a higher rank will do")
        .isEqualTo(State.APPROVED);
  }

  @Test
  @Tag("attack-23")
  void vote_atTheLastMoment_counts_atTheEnd_isTooLate() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    scene.clock.set(request.action().approveBy().minusNanos(1000));
    assertThat(counted(scene.approve(request, Company.ADA)).now().state()).isEqualTo(State.PENDING);
    scene.clock.set(request.action().approveBy());

    assertThat(Scene.refused(scene.approve(request, Company.BOB))).isEqualTo("approval-expired");
    assertThat(scene.state(request)).isEqualTo(State.EXPIRED);
  }

  @Test
  @Tag("attack-23")
  void approved_endsAfterItsTimeFromTheLastVote() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    scene.clock.advance(java.time.Duration.ofHours(1).minusMillis(1));
    assertThat(scene.state(request)).isEqualTo(State.APPROVED);
    scene.clock.advance(java.time.Duration.ofMillis(1));
    assertThat(scene.state(request)).isEqualTo(State.EXPIRED);
    assertThat(scene.approval(request.id()).note()).isEqualTo("not executed in time");
  }

  @Test
  void vote_twice_changesNothing() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    Approval once = counted(scene.approve(request, Company.ADA)).now();
    VoteResult.Counted twice = counted(scene.approve(request, Company.ADA));

    assertThat(twice.now()).isEqualTo(once);
    assertThat(twice.open()).hasSize(1);
  }

  @Test
  void vote_denialWins_evenAfterQuorumAndOverOnesOwnYes() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    Approval denied = counted(scene.deny(request, Company.ADA)).now();

    assertThat(denied.state()).isEqualTo(State.DENIED);
    assertThat(denied.note()).isEqualTo("denied by human:ada");
    assertThat(denied.votes())
        .extracting(Vote::choice)
        .containsExactly(Choice.APPROVE, Choice.DENY);
    assertThat(Scene.refused(scene.approve(request, Company.CAROL))).isEqualTo("approval-not-open");
  }

  @Test
  void vote_afterQuorum_countsWithoutChange() {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    long version = scene.approval(request.id()).version();

    assertThat(counted(scene.approve(request, Company.CAROL)).now().version()).isEqualTo(version);
  }

  @Test
  @Tag("attack-42")
  void open_nobodyCouldEverApprove_isDenied() {
    scene.directory = Company.directoryWithApprovers(Company.ENG1, Company.ADA);
    assertThat(Scene.denied(scene.propose(Scene.WIPE)))
        .containsExactly("approval-quorum-unreachable");

    scene.directory = Company.directoryWithApprovers(Company.ALICE, Company.ALICE_ADMIN);
    assertThat(Scene.denied(scene.propose(Scene.WIPE)))
        .as("two accounts are one person")
        .containsExactly("approval-quorum-unreachable");
    assertThat(scene.guard.approvals()).isEmpty();
  }

  @Test
  @Tag("attack-47")
  void open_moreThan50Waiting_isDenied_untilOneIsGone() {
    ApprovalRequest first = scene.ask(Scene.call(Scene.WIPE, "{\"n\":0}"));
    for (int i = 1; i < 50; i++) {
      scene.ask(Scene.call(Scene.WIPE, "{\"n\":" + i + "}"));
    }
    assertThat(Scene.denied(scene.guard.propose(Scene.call(Scene.WIPE, "{\"n\":50}"))))
        .containsExactly("approval-too-many-pending");
    assertThat(scene.ask(Scene.call(Scene.WIPE, "{\"n\":7}"))).as("known ones are met").isNotNull();

    scene.guard.withdraw(first.id(), Company.ENG1, "");
    assertThat(scene.ask(Scene.call(Scene.WIPE, "{\"n\":50}"))).isNotNull();
  }

  @Test
  void withdraw_onlyByThoseBehindTheCall() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    assertThat(refused(scene.guard.withdraw(request.id(), Company.ADA, "")))
        .isEqualTo("approval-not-yours");
    assertThat(refused(scene.guard.withdraw(request.id(), Company.REVIEWER, "")))
        .isEqualTo("approval-not-yours");
    assertThat(scene.guard.withdraw(request.id(), new Human("eng1-root", "eng1"), ""))
        .as("another account of the sponsor")
        .isInstanceOf(Approvals.Change.Done.class);
    assertThat(scene.approval(request.id()).note()).isEqualTo("withdrawn by human:eng1-root");
    assertThat(refused(scene.guard.withdraw(request.id(), Company.ENG1, "")))
        .isEqualTo("approval-not-open");
    assertThat(refused(scene.guard.revoke(new RequestId("f".repeat(16)), Company.ADA, "")))
        .isEqualTo("approval-no-such-request");
  }

  private static String refused(Approvals.Change change) {
    return ((Approvals.Change.Refused) change).problem().code().id();
  }

  @Test
  void vote_contendedForEver_isRefused() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    ApprovalStore busy =
        org.mockito.Mockito.mock(
            ApprovalStore.class, org.mockito.AdditionalAnswers.delegatesTo(scene.store));
    org.mockito.Mockito.doReturn(new Move.Lost(scene.approval(request.id())))
        .when(busy)
        .move(org.mockito.ArgumentMatchers.any(), org.mockito.ArgumentMatchers.any());

    assertThat(
            Scene.refused(
                new Approvals(busy, (approval, at) -> {})
                    .vote(
                        request.id(),
                        Company.ADA,
                        request.action().digest(),
                        Choice.APPROVE,
                        "",
                        Company.directory(),
                        Company.NOON)))
        .isEqualTo("approval-contended");
  }

  @Test
  void directoryOfTheVoterChanges_theVoteNoLongerCounts() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    scene.approve(request, Company.ADA);
    scene.directory =
        io.countersign.access.Directory.of(
            Company.people().stream()
                .map(
                    p ->
                        p.human().equals(Company.ADA)
                            ? new io.countersign.access.Person(new Human("ada", "bob"), "senior")
                            : p)
                .toList(),
            List.of("agent:kiro"),
            Company.roles(),
            Company.grants(),
            List.of("junior", "senior", "principal"));

    assertThat(counted(scene.approve(request, Company.BOB)).now().state())
        .as("ada turned out to be bob")
        .isEqualTo(State.PENDING);
  }
}
