package io.countersign.langchain4j;

import static io.countersign.langchain4j.Scripted.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import io.countersign.Guard;
import io.countersign.analysis.Analyzers;
import io.countersign.approval.Approval;
import io.countersign.approval.State;
import io.countersign.testkit.SmallTeam;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedToolsTest {

  interface Assistant {
    String ask(String question);
  }

  interface Streaming {
    TokenStream ask(String question);
  }

  /** Tools as an application writes them. */
  static final class CloudTools {
    final List<String> done = new CopyOnWriteArrayList<>();

    @Tool
    String deleteEnvironment(String name) {
      done.add("deleted " + name);
      return "deleted";
    }

    @Tool
    String listEnvironments() {
      done.add("listed");
      return "billing, ledger";
    }
  }

  private final CloudTools tools = new CloudTools();
  private final SmallTeam team = new SmallTeam(Analyzers.of());
  private final Guard guard = team.guard();
  private final GuardedTools guarded = guarded(Duration.ZERO);

  private GuardedTools guarded(Duration wait) {
    return GuardedTools.builder(guard)
        .callers(context -> SmallTeam.CHAIN)
        .waitForApproval(wait)
        .build();
  }

  @AfterEach
  void close() {
    team.close();
  }

  private void approve(Approval waiting) {
    team.approve(waiting.request());
  }

  private static final ToolExecutionRequest DELETE =
      call("deleteEnvironment", "{\"name\":\"billing\"}");

  private static Assistant assistant(AiServices<Assistant> builder, Scripted model) {
    return builder.chatModel((ChatModel) model).build();
  }

  @Test
  void sequentialService_deletes_isStopped() {
    Scripted model = new Scripted(DELETE);

    assistant(AiServices.builder(Assistant.class).tools(guarded.objects(tools)), model).ask("fix");

    assertThat(tools.done).isEmpty();
    assertThat(model.told).singleElement().asString().contains("waits for 2 of role approver");
  }

  @Test
  void sequentialService_reads_passes() {
    Scripted model = new Scripted(call("listEnvironments", "{}"));

    assistant(AiServices.builder(Assistant.class).tools(guarded.objects(tools)), model).ask("look");

    assertThat(tools.done).containsExactly("listed");
    assertThat(model.told).containsExactly("billing, ledger");
  }

  @Test
  void concurrentService_deletesAndReads_onlyReads() {
    Scripted model = new Scripted(DELETE, call("listEnvironments", ""));

    assistant(
            AiServices.builder(Assistant.class)
                .tools(guarded.objects(tools))
                .executeToolsConcurrently(),
            model)
        .ask("fix");

    assertThat(tools.done).containsExactly("listed");
  }

  @Test
  void streamingService_deletes_isStopped() throws Exception {
    Scripted model = new Scripted(DELETE);
    CompletableFuture<String> answer = new CompletableFuture<>();

    AiServices.builder(Streaming.class)
        .streamingChatModel((StreamingChatModel) model)
        .tools(guarded.objects(tools))
        .build()
        .ask("fix")
        .onPartialResponse(text -> {})
        .onCompleteResponse(response -> answer.complete(response.aiMessage().text()))
        .onError(answer::completeExceptionally)
        .start();

    assertThat(answer.get(30, TimeUnit.SECONDS)).contains("waits for");
    assertThat(tools.done).isEmpty();
  }

  @Test
  void provider_deletes_isStopped() {
    ToolSpecification specification = ToolSpecification.builder().name("dropDatabase").build();
    ToolExecutor raw =
        (request, memory) -> {
          tools.done.add("dropped");
          return "dropped";
        };
    ToolProvider provider =
        new ToolProvider() {
          @Override
          public ToolProviderResult provideTools(ToolProviderRequest request) {
            return ToolProviderResult.builder().add(specification, raw).build();
          }

          @Override
          public boolean isDynamic() {
            return true;
          }
        };
    Scripted model = new Scripted(call("dropDatabase", "{}"));

    assertThat(guarded.provider(provider).isDynamic()).isTrue();
    assistant(AiServices.builder(Assistant.class).toolProvider(guarded.provider(provider)), model)
        .ask("fix");

    assertThat(tools.done).isEmpty();
  }

  @Test
  void toolsOfAMap_delete_areStopped() {
    Scripted model = new Scripted(call("purgeQueue", "{}"));
    Map<ToolSpecification, ToolExecutor> map =
        Map.of(
            ToolSpecification.builder().name("purgeQueue").build(),
            (request, memory) -> {
              tools.done.add("purged");
              return "purged";
            });

    assistant(AiServices.builder(Assistant.class).tools(guarded.tools(map)), model).ask("fix");

    assertThat(tools.done).isEmpty();
  }

  @Test
  void execute_withoutContext_isStoppedToo() {
    ToolExecutor executor =
        guarded.executor(
            (request, memory) -> {
              tools.done.add("deleted");
              return "deleted";
            });

    assertThat(executor.execute(DELETE, "memory")).contains("waits for");
    assertThat(tools.done).isEmpty();
  }

  @Test
  void approvedCall_calledAgain_runsOnceWithTheFrozenArguments() {
    guarded.objects(tools).stream()
        .filter(t -> t.name().equals("deleteEnvironment"))
        .forEach(
            tool -> {
              InvocationContext context = InvocationContext.builder().build();
              tool.toolExecutor().executeWithContext(DELETE, context);
              approve(guard.approvals().get(0));

              ToolExecutionResult first = tool.toolExecutor().executeWithContext(DELETE, context);
              ToolExecutionResult second = tool.toolExecutor().executeWithContext(DELETE, context);

              assertThat(first.isError()).isFalse();
              assertThat(second.isError()).isTrue();
            });
    assertThat(tools.done).containsExactly("deleted billing");
  }

  @Test
  void waiting_untilPeersApprove_thenRuns() throws Exception {
    Scripted model = new Scripted(DELETE);
    Assistant assistant =
        assistant(
            AiServices.builder(Assistant.class)
                .tools(guarded(Duration.ofSeconds(30)).objects(tools)),
            model);
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> assistant.ask("fix"));
    while (guard.approvals().isEmpty()) {
      Thread.sleep(10);
    }

    approve(guard.approvals().get(0));

    answer.get(30, TimeUnit.SECONDS);
    assertThat(tools.done).containsExactly("deleted billing");
    assertThat(model.told).containsExactly("deleted");
  }

  @Test
  void waiting_interrupted_isNotDoneAndStaysOpen() throws Exception {
    ToolExecutor executor = guarded(Duration.ofMinutes(1)).executor((request, memory) -> "done");
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread agent = new Thread(() -> said.complete(executor.execute(DELETE, "memory")));
    agent.start();
    while (guard.approvals().isEmpty()) {
      Thread.sleep(10);
    }

    agent.interrupt();

    assertThat(said.get(30, TimeUnit.SECONDS)).contains("cancelled");
    assertThat(guard.approvals().get(0).state()).isEqualTo(State.PENDING);
  }

  @Test
  void pendingCall_resumedFromAnotherThread_runs() throws Exception {
    ToolExecutor raw =
        (request, memory) -> {
          tools.done.add("deleted " + request.arguments());
          return "deleted";
        };
    guarded.executor(raw).execute(DELETE, "memory");
    Approval waiting = guard.approvals().get(0);
    approve(waiting);

    String said =
        CompletableFuture.supplyAsync(
                () ->
                    guarded
                        .resume(waiting.id(), raw, InvocationContext.builder().build())
                        .resultText())
            .get(30, TimeUnit.SECONDS);

    assertThat(said).isEqualTo("deleted");
    assertThat(tools.done).containsExactly("deleted {\"name\":\"billing\"}");
  }

  @Test
  void denial_namesCodeAndCure_andIsAToolError() {
    ToolExecutionResult result =
        guarded
            .executor((request, memory) -> "done")
            .executeWithContext(
                call("listEnvironments", "{\"a\":1,\"a\":2}"), InvocationContext.builder().build());

    assertThat(result.isError()).isTrue();
    assertThat(result.resultText()).contains("json-duplicate-key", "Name each member once");
  }

  @Test
  void callersUnknown_isDenied() {
    GuardedTools nobody =
        GuardedTools.builder(guard)
            .callers(
                context -> {
                  throw new IllegalStateException("no session");
                })
            .build();

    assertThat(nobody.executor((request, memory) -> "done").execute(DELETE, "memory"))
        .contains("call-caller-unknown");
  }

  @Test
  void build_withoutCallers_isRefused() {
    assertThatThrownBy(() -> GuardedTools.builder(guard).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("callers");
  }
}
