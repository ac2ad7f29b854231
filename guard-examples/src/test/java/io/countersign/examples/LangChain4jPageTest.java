package io.countersign.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import io.countersign.Guard;
import io.countersign.approval.Approval;
import io.countersign.approval.Choice;
import io.countersign.approval.State;
import io.countersign.call.CallerChain;
import io.countersign.call.Principal.Human;
import io.countersign.decision.RequestId;
import io.countersign.langchain4j.GuardedTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what docs/langchain4j.md shows. */
class LangChain4jPageTest {

  private static final ToolExecutionRequest CALL =
      ToolExecutionRequest.builder()
          .id("call-1")
          .name("deleteAndRecreateEnvironment")
          .arguments("{\"name\":\"billing\"}")
          .build();

  @TempDir Path folder;

  private Guard guard;
  private final List<String> done = new ArrayList<>();
  private final ToolExecutor executor =
      (request, memory) -> {
        done.add(request.arguments());
        return "rebuilt";
      };

  @BeforeEach
  void open() {
    guard = ExampleGuard.open(folder);
  }

  @AfterEach
  void close() {
    guard.close();
  }

  private RequestId approve() throws InterruptedException {
    while (guard.approvals().isEmpty()) {
      Thread.sleep(10);
    }
    Approval waiting = guard.approvals().get(0);
    for (Human peer : List.of(Team.ADA, Team.BEN)) {
      guard.vote(waiting.id(), peer, waiting.request().action().digest(), Choice.APPROVE, "");
    }
    return waiting.id();
  }

  @Test
  void waitingForPeers_runsWhenTheyHaveApproved() throws Exception {
    Map<Object, CallerChain> sessions = Map.of("session-1", Team.CHAIN);
    // region wait-for-peers
    GuardedTools patient =
        GuardedTools.builder(guard)
            .callers(chat -> sessions.get(chat.chatMemoryId()))
            .waitForApproval(Duration.ofMinutes(10))
            .build();
    // endregion
    CompletableFuture<String> said =
        CompletableFuture.supplyAsync(() -> patient.executor(executor).execute(CALL, "session-1"));

    approve();

    assertThat(said.get(60, TimeUnit.SECONDS)).isEqualTo("rebuilt");
    assertThat(done).containsExactly("{\"name\":\"billing\"}");
  }

  @Test
  void waitingForPeers_ofASessionThatNobodyKnows_isDenied() {
    Map<Object, CallerChain> sessions = Map.of("session-1", Team.CHAIN);
    GuardedTools guarded =
        GuardedTools.builder(guard).callers(chat -> sessions.get(chat.chatMemoryId())).build();

    assertThat(guarded.executor(executor).execute(CALL, "session-2"))
        .contains("call-caller-unknown");
    assertThat(done).isEmpty();
  }

  @Test
  void goingOnElsewhere_runsTheApprovedArgumentsOnce() throws Exception {
    GuardedTools guarded = GuardedTools.builder(guard).callers(chat -> Team.CHAIN).build();
    assertThat(guarded.executor(executor).execute(CALL, "session-1")).contains("Not done yet");
    RequestId approved = approve();
    // region go-on-elsewhere
    ToolExecutionResult result =
        guarded.resume(approved, executor, InvocationContext.builder().build());
    // endregion

    assertThat(result.resultText()).isEqualTo("rebuilt");
    assertThat(done).containsExactly("{\"name\":\"billing\"}");
    assertThat(guard.approval(approved).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
  }
}
