package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.approval.Approval;
import io.countersign.approval.FileApprovalStore;
import io.countersign.approval.State;
import io.countersign.audit.AuditVerifier;
import io.countersign.audit.FileAuditLog;
import io.countersign.decision.RequestId;
import io.countersign.fixture.OtherJvm;
import io.countersign.fixture.Scene;
import io.countersign.problem.CountersignException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second process that is killed, or that holds what this one needs. */
final class CrashTest {

  @TempDir Path dir;

  @Test
  @Tag("promise-4")
  @Tag("attack-25")
  @Tag("scenario-23")
  void killedAfterTheClaim_endsUnknown_andNeverRunsAgain() throws Exception {
    try (OtherJvm other = OtherJvm.that("runs-and-hangs", dir)) {
      other.kill();
    }
    try (Scene scene =
        new Scene(
            FileApprovalStore.open(dir.resolve("approvals")),
            FileAuditLog.open(dir.resolve("audit")))) {
      RequestId id = scene.guard.approvals().get(0).id();
      assertThat(scene.approval(id).state()).isEqualTo(State.EXECUTING);
      GuardTest.assertStopped(
          () -> scene.guard.resume(id, a -> GuardTest.fail()), "approval-not-open");

      scene.clock.advance(Duration.ofHours(1));

      Approval after = scene.approval(id);
      assertThat(after.state()).isEqualTo(State.UNKNOWN);
      assertThat(after.note()).isEqualTo("the lease ran out; the outcome was never reported");
      GuardTest.assertStopped(
          () -> scene.guard.resume(id, a -> GuardTest.fail()), "approval-not-open");
      assertThatThrownBy(() -> scene.guard.run(Scene.call(Scene.WIPE), a -> GuardTest.fail()))
          .isInstanceOf(NotAllowedException.ApprovalRequired.class);
    }
    assertThat(AuditVerifier.verify(dir.resolve("audit"), Optional.empty(), r -> {}).problems())
        .isEmpty();
  }

  @Test
  @Tag("promise-1")
  void locksHeldByAnotherProcess_nothingIsAllowed_untilItIsGone() throws Exception {
    try (Scene scene =
        new Scene(
            FileApprovalStore.open(dir.resolve("approvals")),
            FileAuditLog.open(dir.resolve("audit")))) {
      try (OtherJvm other = OtherJvm.that("holds-the-locks", dir)) {
        assertThat(Scene.denied(scene.propose(Scene.LIST))).containsExactly("audit-locked");
        assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("audit-locked");
        assertThatThrownBy(() -> FileAuditLog.open(dir.resolve("audit")))
            .isInstanceOfSatisfying(
                CountersignException.class,
                e -> assertThat(e.code().id()).isEqualTo("audit-locked"));
        other.kill();
      }
      assertThat(scene.propose(Scene.LIST))
          .isInstanceOf(io.countersign.decision.Decision.Allowed.class);
    }
  }
}
