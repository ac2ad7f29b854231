package io.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.NotAllowedException;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.call.Principal.Human;
import io.countersign.decision.ApprovalRequest;
import io.countersign.fixture.Company;
import io.countersign.fixture.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Random lives of one request, on both stores, against a model of a page of docs/approvals.md. */
final class StateMachineTest {

  enum Step {
    ADA_YES,
    BOB_YES,
    ADA_NO,
    SPONSOR_YES,
    AGENT_YES,
    REVOKE_ADA,
    WITHDRAW,
    RUN,
    RUN_AND_FAIL,
    RUN_AND_HANG,
    HOUR,
    FIVE_HOURS
  }

  /** What a request is, in the fewest words. */
  private static final class Model {
    State state = State.PENDING;
    final Set<Human> yes = new HashSet<>();
    Duration age = Duration.ZERO;
    Duration sinceVote = Duration.ZERO;
    int ran;

    void apply(Step step) {
      boolean open = state == State.PENDING || state == State.APPROVED;
      switch (step) {
        case ADA_YES -> yes(Company.ADA);
        case BOB_YES -> yes(Company.BOB);
        case ADA_NO -> state = open ? State.DENIED : state;
        case SPONSOR_YES, AGENT_YES -> {}
        case REVOKE_ADA -> state = open && yes.contains(Company.ADA) ? State.REVOKED : state;
        case WITHDRAW -> state = open ? State.REVOKED : state;
        case RUN -> run(State.SUCCEEDED);
        case RUN_AND_FAIL -> run(State.FAILED);
        case RUN_AND_HANG -> run(State.UNKNOWN);
        case HOUR -> pass(Duration.ofHours(1));
        case FIVE_HOURS -> pass(Duration.ofHours(5));
      }
    }

    private void yes(Human who) {
      if (state == State.PENDING && yes.add(who)) {
        sinceVote = Duration.ZERO;
        state = yes.size() == 2 ? State.APPROVED : State.PENDING;
      }
    }

    private void run(State end) {
      if (state == State.APPROVED) {
        ran++;
        state = end;
        if (end == State.UNKNOWN) {
          // The hanging run outlasts its lease.
          pass(Duration.ofHours(1));
        }
      }
    }

    private void pass(Duration time) {
      age = age.plus(time);
      sinceVote = sinceVote.plus(time);
      if (state == State.PENDING && age.compareTo(Duration.ofHours(4)) >= 0) {
        state = State.EXPIRED;
      }
      if (state == State.APPROVED && sinceVote.compareTo(Duration.ofHours(1)) >= 0) {
        state = State.EXPIRED;
      }
    }
  }

  @Property(seed = "20261124", tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void inMemory_livesAsTheModel(@ForAll("lives") List<Step> life) {
    live(life, InMemoryApprovalStore.lostOnExit());
  }

  @Property(seed = "20261124", tries = 40, shrinking = ShrinkingMode.OFF)
  void inAFile_livesAsTheModel(@ForAll("lives") List<Step> life) throws IOException {
    Path file = Files.createTempFile("approvals", "");
    try {
      live(life, FileApprovalStore.open(file));
      try (FileApprovalStore again = FileApprovalStore.open(file)) {
        assertThat(again.list()).hasSize(1);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void live(List<Step> life, ApprovalStore store) {
    try (Scene scene = new Scene(store, InMemoryAuditLog.lostOnExit())) {
      ApprovalRequest request = scene.ask(Scene.WIPE);
      Model model = new Model();
      int[] ran = new int[1];
      Approval before = scene.approval(request.id());
      for (Step step : life) {
        model.apply(step);
        act(scene, request, step, ran);

        Approval after = scene.approval(request.id());
        assertThat(after.state()).as("%s in %s", step, life).isEqualTo(model.state);
        assertThat(ran[0]).isEqualTo(model.ran).isLessThanOrEqualTo(1);
        assertThat(after.version()).isGreaterThanOrEqualTo(before.version());
        if (before.state().isFinal()) {
          assertThat(after).isEqualTo(before);
        }
        before = after;
      }
    }
  }

  private static void act(Scene scene, ApprovalRequest request, Step step, int[] ran) {
    switch (step) {
      case ADA_YES -> scene.approve(request, Company.ADA);
      case BOB_YES -> scene.approve(request, Company.BOB);
      case ADA_NO -> scene.deny(request, Company.ADA);
      case SPONSOR_YES -> scene.approve(request, Company.ENG1);
      case AGENT_YES -> scene.approve(request, Company.REVIEWER);
      case REVOKE_ADA -> scene.guard.revoke(request.id(), Company.ADA, "");
      case WITHDRAW -> scene.guard.withdraw(request.id(), Company.ENG1, "");
      case RUN -> run(scene, request, () -> ran[0]++);
      case RUN_AND_FAIL ->
          run(
              scene,
              request,
              () -> {
                ran[0]++;
                throw new IllegalStateException("test");
              });
      case RUN_AND_HANG ->
          run(
              scene,
              request,
              () -> {
                ran[0]++;
                scene.clock.advance(Duration.ofHours(1));
                scene.approval(request.id());
              });
      case HOUR -> scene.clock.advance(Duration.ofHours(1));
      case FIVE_HOURS -> scene.clock.advance(Duration.ofHours(5));
    }
  }

  private static void run(Scene scene, ApprovalRequest request, Runnable action) {
    try {
      scene.guard.resume(
          request.id(),
          a -> {
            action.run();
            return true;
          });
    } catch (NotAllowedException | io.countersign.ExecutionFailedException e) {
      // The model says whether that was right.
    }
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    // Votes are likelier than the rest, or few lives would get anywhere.
    return Arbitraries.frequency(
            net.jqwik.api.Tuple.of(4, Step.ADA_YES),
            net.jqwik.api.Tuple.of(4, Step.BOB_YES),
            net.jqwik.api.Tuple.of(1, Step.ADA_NO),
            net.jqwik.api.Tuple.of(1, Step.SPONSOR_YES),
            net.jqwik.api.Tuple.of(1, Step.AGENT_YES),
            net.jqwik.api.Tuple.of(1, Step.REVOKE_ADA),
            net.jqwik.api.Tuple.of(1, Step.WITHDRAW),
            net.jqwik.api.Tuple.of(2, Step.RUN),
            net.jqwik.api.Tuple.of(1, Step.RUN_AND_FAIL),
            net.jqwik.api.Tuple.of(1, Step.RUN_AND_HANG),
            net.jqwik.api.Tuple.of(1, Step.HOUR),
            net.jqwik.api.Tuple.of(1, Step.FIVE_HOURS))
        .list()
        .ofMaxSize(12);
  }

  @Example
  void edges_areThoseOfTheDesign() {
    assertThat(State.PENDING.next())
        .isEqualTo(
            EnumSet.of(
                State.PENDING,
                State.APPROVED,
                State.DENIED,
                State.REVOKED,
                State.EXPIRED,
                State.SUPERSEDED));
    assertThat(State.APPROVED.next())
        .isEqualTo(
            EnumSet.of(
                State.EXECUTING, State.DENIED, State.REVOKED, State.EXPIRED, State.SUPERSEDED));
    assertThat(State.EXECUTING.next())
        .isEqualTo(EnumSet.of(State.SUCCEEDED, State.FAILED, State.UNKNOWN));
    for (State end :
        EnumSet.complementOf(EnumSet.of(State.PENDING, State.APPROVED, State.EXECUTING))) {
      assertThat(end.isFinal()).as(end.name()).isTrue();
    }
  }
}
