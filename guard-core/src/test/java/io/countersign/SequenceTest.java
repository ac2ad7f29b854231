package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.approval.FileApprovalStore;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.approval.State;
import io.countersign.audit.FileAuditLog;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.classification.Kind;
import io.countersign.classification.Severity;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.execution.OutcomeUnknownException;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.fixture.OtherJvm;
import io.countersign.fixture.Scene;
import io.countersign.ledger.FileLedgerStore;
import io.countersign.ledger.InMemoryLedgerStore;
import io.countersign.ledger.LedgerStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are judged together with those before them, through the whole guard. */
final class SequenceTest {

  private static final Effect ROW = Effects.deleteItem("row", Environment.PRODUCTION);

  @TempDir Path dir;

  private static Effect sandboxed(Verb verb, String id) {
    return Effects.effect(
        "t:Do", verb, id, Environment.SANDBOX, Reversibility.RECOVERABLE, Reach.SELECTION);
  }

  private Scene inMemory() {
    return scene(InMemoryLedgerStore.lostOnExit());
  }

  private static Scene scene(LedgerStore ledger) {
    return new Scene(
        InMemoryApprovalStore.lostOnExit(),
        InMemoryAuditLog.lostOnExit(),
        Duration.ofHours(1),
        ledger);
  }

  private static List<String> why(Decision decision) {
    return Scene.asked(decision).reasons().stream().map(r -> r.code()).toList();
  }

  @Test
  @Tag("scenario-4")
  void tenthRow_isAsSevereAsTheSelection_andStillNoDestructionByItself() {
    Scene scene = inMemory();
    scene.teach("row", ROW);
    for (int i = 0; i < 9; i++) {
      scene.guard.run(Scene.call("row"), action -> "gone");
    }

    Decision tenth = scene.propose("row");

    assertThat(tenth.assessment().orElseThrow().classification().severity())
        .isEqualTo(Severity.HIGH);
    assertThat(tenth.assessment().orElseThrow().classification().kind())
        .isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(why(tenth)).containsExactly("approve-destructive");
  }

  @Test
  void callsFromOneMoment_doNotPassTogetherWhatOnlyOneMay() throws Exception {
    for (LedgerStore ledger :
        List.of(InMemoryLedgerStore.lostOnExit(), FileLedgerStore.open(dir.resolve("ledger")))) {
      Scene scene = scene(ledger);
      scene.teach("row", ROW);
      AtomicInteger gone = new AtomicInteger();
      int threads = 24;
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  try {
                    return scene.guard.run(Scene.call("row"), action -> gone.incrementAndGet());
                  } catch (NotAllowedException e) {
                    return "stopped";
                  }
                }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
      pool.shutdown();

      assertThat(gone).hasValue(9);
      scene.close();
    }
  }

  @Test
  void rows_deletedByProcessesThatEnded_addUp() throws Exception {
    for (int i = 0; i < 2; i++) {
      OtherJvm.that("deletes-a-row-and-dies", dir).kill();
    }
    try (Scene scene =
        new Scene(
            FileApprovalStore.open(dir.resolve("approvals")),
            FileAuditLog.open(dir.resolve("audit")),
            Duration.ofHours(1),
            FileLedgerStore.open(dir.resolve("ledger")))) {
      scene.teach("row", ROW);

      assertThat(scene.propose("row").assessment().orElseThrow().standing().counters().removals())
          .isEqualTo(3);
    }
  }

  @Test
  void stepAfterAFailure_isAskedFor_andRunsWhenPeersAgree() {
    Scene scene = inMemory();
    scene.teach("backup", sandboxed(Verb.CREATE, "backup"));
    scene.teach("row", ROW);
    assertThatThrownBy(
            () ->
                scene.guard.run(
                    Scene.call("backup"),
                    action -> {
                      throw new IllegalStateException("no space");
                    }))
        .isInstanceOf(ExecutionFailedException.class);

    Decision held = scene.propose("row");

    assertThat(why(held)).containsExactly("approve-held");
    assertThat(held.assessment().orElseThrow().standing().held())
        .extracting(p -> p.code().id())
        .containsExactly("ledger-predecessor-failed");
    ApprovalRequest request = Scene.asked(held);
    scene.approve(request, Company.ADA);
    assertThat(scene.guard.<String>resume(request.id(), action -> "gone")).isEqualTo("gone");
    scene.guard.run(Scene.call("backup"), action -> "made");
    assertThat(scene.propose("row")).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  @Tag("scenario-23")
  void stepAfterOneThatNobodyKnows_isAskedFor() {
    Scene scene = inMemory();
    scene.teach("row", ROW);
    assertThatThrownBy(
            () ->
                scene.guard.run(
                    Scene.call("row"),
                    action -> {
                      throw new OutcomeUnknownException("timed out", null);
                    }))
        .isInstanceOf(ExecutionFailedException.class);

    assertThat(why(scene.propose("row"))).containsExactly("approve-held");
  }

  @Test
  void report_byAHostThatLearnsLater_holdsWhatFollows() {
    Scene scene = inMemory();
    scene.teach("row", ROW);
    scene.teach("other", Effects.deleteItem("other", Environment.PRODUCTION));
    scene.guard.begin(Scene.call("row"));
    assertThat(scene.propose("other")).isInstanceOf(Decision.Allowed.class);

    scene.guard.report(Scene.call("row"), State.FAILED);

    assertThat(why(scene.propose("other"))).containsExactly("approve-held");
  }

  @Test
  void permit_thatWaitedWhileOthersRan_isJudgedAgain() {
    Scene scene = inMemory();
    scene.teach("row", ROW);
    Decision.Allowed early = (Decision.Allowed) scene.propose("row");
    for (int i = 0; i < 9; i++) {
      scene.guard.run(Scene.call("row"), action -> "gone");
    }

    assertThatThrownBy(() -> scene.guard.execute(early.permit(), action -> "gone"))
        .isInstanceOf(NotAllowedException.class);
  }

  @Test
  void deletionAndCreation_inASandbox_areOneReplacementThatIsOnRecord() {
    Scene scene = inMemory();
    scene.policy.answers(io.countersign.fixture.FakePolicy.allow());
    scene.teach("delete", sandboxed(Verb.DELETE, "env"));
    scene.teach("create", sandboxed(Verb.CREATE, "env"));
    scene.guard.run(Scene.call("delete"), action -> "gone");

    Decision create = scene.propose("create");

    assertThat(create.assessment().orElseThrow().classification().severity())
        .isEqualTo(Severity.LOW);
    assertThat(
            Scene.data(scene.records(io.countersign.audit.AuditEvent.Type.DECIDED).get(1))
                .path("sequence")
                .path(0)
                .asText())
        .isEqualTo("sequence-replace");
  }

  @Test
  @Tag("promise-1")
  void ledgerThatCannotBeRead_denies() {
    FileLedgerStore ledger = FileLedgerStore.open(dir.resolve("ledger"));
    Scene scene = scene(ledger);
    ledger.close();

    assertThat(Scene.denied(scene.propose(Scene.LIST))).containsExactly("ledger-closed");
  }

  @Test
  void analysis_withoutAnyEffect_hasNoStanding() {
    Scene scene = inMemory();
    scene.analyzer.teach("nothing", call -> Analysis.NOTHING);

    assertThat(scene.propose("nothing").assessment().orElseThrow().standing().sequence()).isEmpty();
  }
}
