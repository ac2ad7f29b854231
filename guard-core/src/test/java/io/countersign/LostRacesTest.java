package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import io.countersign.approval.Approval;
import io.countersign.approval.ApprovalStore;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.approval.Move;
import io.countersign.approval.State;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.CallDigest;
import io.countersign.decision.Reason;
import io.countersign.decision.RequestId;
import io.countersign.fixture.Company;
import io.countersign.fixture.Scene;
import io.countersign.ledger.InMemoryLedgerStore;
import io.countersign.ledger.LedgerStore;
import io.countersign.ledger.Outcome;
import io.countersign.ledger.Past;
import io.countersign.ledger.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody else is always a little faster: nothing runs, and the denial says why. */
final class LostRacesTest {

  /** Claims of an execution are lost; everything else goes through. */
  private static final class NeverClaimed implements ApprovalStore {

    private final ApprovalStore real = InMemoryApprovalStore.lostOnExit();

    @Override
    public Optional<Approval> create(Approval fresh) {
      return real.create(fresh);
    }

    @Override
    public Optional<Approval> find(RequestId id) {
      return real.find(id);
    }

    @Override
    public Optional<Approval> findByCall(CallDigest call) {
      return real.findByCall(call);
    }

    @Override
    public ImmutableList<Approval> list() {
      return real.list();
    }

    @Override
    public Move move(Approval from, Approval to) {
      return to.state() == State.EXECUTING ? new Move.Lost(from) : real.move(from, to);
    }

    @Override
    public void close() {
      real.close();
    }
  }

  /** Every step comes after another one that was not seen. */
  private static final class AlwaysMovedOn implements LedgerStore {

    private final LedgerStore real = InMemoryLedgerStore.lostOnExit();

    @Override
    public Past past(String person, Instant since) {
      return real.past(person, since);
    }

    @Override
    public OptionalLong add(Step step, long mark) {
      return OptionalLong.empty();
    }

    @Override
    public void end(String person, long number, Outcome outcome, Instant at) {
      real.end(person, number, outcome, at);
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private static ImmutableList<String> reasons(Scene scene, ApprovalRequest request) {
    NotAllowedException.Denied denied =
        catchThrowableOfType(
            NotAllowedException.Denied.class,
            () ->
                scene.guard.resume(
                    request.id(),
                    action -> {
                      throw new AssertionError("it ran");
                    }));
    return denied.reasons().stream().map(Reason::code).collect(ImmutableList.toImmutableList());
  }

  @Test
  @Tag("promise-4")
  void resume_claimedBySomebodyElse_isDenied() {
    try (Scene scene = new Scene(new NeverClaimed(), InMemoryAuditLog.lostOnExit())) {
      ApprovalRequest request = scene.ask(Scene.WIPE);
      scene.approve(request, Company.ADA);
      scene.approve(request, Company.BOB);

      assertThat(reasons(scene, request)).containsExactly("execution-claimed");
    }
  }

  @Test
  @Tag("promise-1")
  void resume_onALedgerThatMovesOnAllTheTime_isDenied() {
    try (Scene scene =
        new Scene(
            InMemoryApprovalStore.lostOnExit(),
            InMemoryAuditLog.lostOnExit(),
            Duration.ofHours(1),
            new AlwaysMovedOn())) {
      ApprovalRequest request = scene.ask(Scene.WIPE);
      scene.approve(request, Company.ADA);
      scene.approve(request, Company.BOB);

      assertThat(reasons(scene, request)).containsExactly("ledger-moved-on");
    }
  }
}
