package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.approval.State;
import io.countersign.audit.AuditEvent;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.decision.FrozenAction;
import io.countersign.decision.RequestId;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.fixture.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The promises of the design, each broken on purpose. */
final class PromiseTest {

  private final Scene scene = new Scene();

  @Test
  @Tag("promise-2")
  void resume_argumentsReachedThroughTheRequest_cannotBeChanged() {
    ApprovalRequest request = scene.ask(Scene.call(Scene.WIPE, "{\"env\":\"staging\"}"));
    request.action().call().arguments().put("env", "production");
    request.action().arguments().put("env", "production");
    scene.approve(request, Company.ADA);
    scene.approve(request, Company.BOB);

    String env = scene.guard.resume(request.id(), action -> action.arguments().get("env").asText());

    assertThat(env).isEqualTo("staging");
  }

  @Test
  @Tag("promise-2")
  void resume_argumentsReachedThroughTheAssessment_cannotBeChanged() {
    Decision decision = scene.guard.propose(Scene.call(Scene.WIPE, "{\"env\":\"staging\"}"));
    decision.assessment().orElseThrow().call().arguments().put("env", "production");
    ApprovalRequest request = Scene.asked(decision);
    scene.approve(request, Company.ADA);
    scene.approve(request, Company.BOB);

    String env = scene.guard.resume(request.id(), action -> action.arguments().get("env").asText());

    assertThat(env).isEqualTo("staging");
  }

  @Test
  @Tag("promise-2")
  void run_callersTreeChangedAfterTheProposal_runsWhatWasProposed() {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("env", "staging");
    List<String> ran = new ArrayList<>();
    scene.analyzer.teach(
        "touch",
        call -> {
          arguments.put("env", "production");
          return io.countersign.analysis.Analysis.of(Effects.READ);
        });

    scene.guard.run(
        Scene.call("touch", arguments), action -> ran.add(action.arguments().get("env").asText()));

    assertThat(ran).containsExactly("staging");
  }

  @Test
  @Tag("promise-2")
  void analyzer_thatChangesTheArguments_changesNothing() {
    scene.analyzer.teach(
        "touch",
        call -> {
          call.arguments().put("env", "production");
          return io.countersign.analysis.Analysis.of(Effects.READ);
        });

    String env =
        scene.guard.run(
            Scene.call("touch", "{\"env\":\"staging\"}"),
            action -> action.arguments().get("env").asText());

    assertThat(env).isEqualTo("staging");
  }

  @Test
  @Tag("promise-2")
  void policy_thatChangesTheInput_changesNothing() {
    scene.policy.answers(
        input -> {
          ((ObjectNode) input.get("call").get("arguments")).put("env", "production");
          return new io.countersign.policy.EngineAnswer.Result(
              io.countersign.fixture.FakePolicy.allow());
        });

    String env =
        scene.guard.run(
            Scene.call(Scene.LIST, "{\"env\":\"staging\"}"),
            action -> action.arguments().get("env").asText());

    assertThat(env).isEqualTo("staging");
  }

  @Test
  @Tag("promise-2")
  void envelope_treeHandedOut_isNoWayIn() {
    ApprovalRequest request = scene.ask(Scene.WIPE);
    FrozenAction action = request.action();
    action.toJson().withObject("/world").removeAll();
    ((ObjectNode) action.toJson().get("call")).put("tool", "other");

    assertThat(action.toJson().get("world").get("effects")).hasSize(1);
    assertThat(action.toJson().get("call").get("tool").asText()).isEqualTo(Scene.WIPE);
  }

  @Test
  @Tag("promise-3")
  void vote_bySponsorChainAgentOrTwin_neverCounts() {
    ApprovalRequest request = scene.ask(Scene.WIPE);

    assertThat(Scene.refused(scene.approve(request, Company.ENG1)))
        .isEqualTo("approval-self-approval");
    assertThat(Scene.refused(scene.approve(request, Company.KIRO)))
        .isEqualTo("approval-not-a-human");
    assertThat(Scene.refused(scene.approve(request, Company.REVIEWER)))
        .isEqualTo("approval-not-a-human");
    scene.approve(request, Company.ALICE);
    scene.approve(request, Company.ALICE_ADMIN);

    assertThat(scene.state(request)).isEqualTo(State.PENDING);
    assertThat(scene.approval(request.id()).votes()).hasSize(1);
  }

  @Test
  @Tag("promise-4")
  void resume_by64Threads_executesOnce() throws Exception {
    ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    AtomicInteger ran = new AtomicInteger();
    List<Throwable> stopped = Collections.synchronizedList(new ArrayList<>());

    together(
        64,
        () -> {
          try {
            scene.guard.resume(request.id(), action -> ran.incrementAndGet());
          } catch (NotAllowedException e) {
            stopped.add(e);
          }
        });

    assertThat(ran).hasValue(1);
    assertThat(stopped).hasSize(63);
    assertThat(scene.state(request)).isEqualTo(State.SUCCEEDED);
    assertThat(scene.records(AuditEvent.Type.EXECUTING)).hasSize(1);
    assertThat(scene.records(AuditEvent.Type.OUTCOME)).hasSize(1);
  }

  @Test
  @Tag("promise-4")
  void execute_onePermitBy64Threads_executesOnce() throws Exception {
    Decision.Allowed allowed = (Decision.Allowed) scene.propose(Scene.LIST);
    AtomicInteger ran = new AtomicInteger();

    together(
        64,
        () -> {
          try {
            scene.guard.execute(allowed.permit(), action -> ran.incrementAndGet());
          } catch (NotAllowedException e) {
            assertThat(Scene.denied(e.decision())).containsExactly("execution-permit-used-up");
          }
        });

    assertThat(ran).hasValue(1);
  }

  @Test
  @Tag("promise-4")
  void run_approvedCallTwice_executesOnceAndAsksAgain() {
    scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
    AtomicInteger ran = new AtomicInteger();

    scene.guard.run(Scene.call(Scene.WIPE), action -> ran.incrementAndGet());
    assertThatThrownBy(
            () -> scene.guard.run(Scene.call(Scene.WIPE), action -> ran.incrementAndGet()))
        .isInstanceOf(NotAllowedException.ApprovalRequired.class);

    assertThat(ran).hasValue(1);
  }

  @Test
  @Tag("promise-6")
  void propose_readingAndWorkInTheWorkspace_isAllowed() {
    scene.teach(
        "edit",
        Effects.effect(
            "fs:Write",
            io.countersign.analysis.Verb.UPDATE,
            "/repo/a.txt",
            io.countersign.analysis.Environment.WORKSPACE,
            io.countersign.analysis.Reversibility.REVERSIBLE,
            io.countersign.analysis.Reach.ITEM));

    assertThat(scene.propose(Scene.LIST)).isInstanceOf(Decision.Allowed.class);
    assertThat(scene.propose("edit")).isInstanceOf(Decision.Allowed.class);
    assertThat(scene.propose("get_weather")).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  @Tag("promise-4")
  void propose_oneCallByManyAtOnce_isOneRequest() throws Exception {
    Set<RequestId> asked = ConcurrentHashMap.newKeySet();

    together(
        16,
        () -> asked.add(((Decision.ApprovalRequired) scene.propose(Scene.WIPE)).request().id()));

    assertThat(asked).hasSize(1);
    assertThat(scene.guard.approvals()).extracting(a -> a.id()).containsExactlyElementsOf(asked);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void together(int threads, Action action) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            pool.submit(
                () -> {
                  start.await();
                  action.run();
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
