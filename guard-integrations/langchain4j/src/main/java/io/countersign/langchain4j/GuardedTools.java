package io.countersign.langchain4j;

import com.google.common.collect.ImmutableList;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.langchain4j.service.tool.ToolService;
import io.countersign.Guard;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.ToolAnnotations;
import io.countersign.decision.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Wraps LangChain4j tools so that they ask the guard first.
 *
 * <pre>{@code
 * GuardedTools guarded = GuardedTools.builder(guard).callers(context -> chainOf(context)).build();
 * Assistant assistant = AiServices.builder(Assistant.class)
 *     .chatModel(model)
 *     .tools(guarded.objects(new CloudTools()))
 *     .build();
 * }</pre>
 *
 * <p>A call that may not run reaches the model as a tool error with the reason and what to do next.
 * Tools that are registered unwrapped are not guarded. Thread-safe.
 */
public final class GuardedTools {

  private final Guard guard;
  private final Function<InvocationContext, CallerChain> callers;
  private final Function<InvocationContext, CallContext> context;
  private final Duration wait;

  private GuardedTools(
      Guard guard,
      Function<InvocationContext, CallerChain> callers,
      Function<InvocationContext, CallContext> context,
      Duration wait) {
    this.guard = guard;
    this.callers = callers;
    this.context = context;
    this.wait = wait;
  }

  /** Starts to build. */
  public static Builder builder(Guard guard) {
    return new Builder(guard);
  }

  /** Builds {@link GuardedTools}; who stands behind a call has no default. */
  public static final class Builder {

    private final Guard guard;
    private @Nullable Function<InvocationContext, CallerChain> callers;
    private Function<InvocationContext, CallContext> context = c -> CallContext.UNKNOWN;
    private Duration wait = Duration.ZERO;

    private Builder(Guard guard) {
      this.guard = guard;
    }

    /**
     * Who stands behind a call, from what the application has authenticated: the chat memory id,
     * the invocation parameters, the thread's security context. Never from the model's words.
     */
    public Builder callers(Function<InvocationContext, CallerChain> resolver) {
      this.callers = resolver;
      return this;
    }

    /** Where a call would run; unknown by default, which counts as production. */
    public Builder context(Function<InvocationContext, CallContext> resolver) {
      this.context = resolver;
      return this;
    }

    /**
     * How long a call waits for its approval before the model is told that it is pending; not at
     * all by default. The waiting thread is blocked cheaply and may be virtual; interrupting it
     * ends the wait and leaves the request open.
     */
    public Builder waitForApproval(Duration atMost) {
      if (atMost.isNegative()) {
        throw new IllegalArgumentException("the time to wait is not negative");
      }
      this.wait = atMost;
      return this;
    }

    /**
     * Builds.
     *
     * @throws IllegalStateException when nobody said who stands behind a call
     */
    public GuardedTools build() {
      Function<InvocationContext, CallerChain> who = callers;
      if (who == null) {
        throw new IllegalStateException(
            "callers(...) is missing: say who stands behind a call, or nobody can be held to it");
      }
      return new GuardedTools(guard, who, context, wait);
    }
  }

  /**
   * Wraps one executor, of whatever tool it is asked to run. Fits {@code
   * McpToolProvider.builder().toolWrapper(guarded::executor)}.
   */
  public ToolExecutor executor(ToolExecutor delegate) {
    return executor(delegate, ToolAnnotations.NONE);
  }

  private ToolExecutor executor(ToolExecutor delegate, ToolAnnotations annotations) {
    // Wrapping twice would ask twice, and the second question would find the first one's answer.
    return delegate instanceof GuardedExecutor
        ? delegate
        : new GuardedExecutor(guard, callers, context, wait, delegate, annotations);
  }

  /** Wraps tools given by specification. */
  public List<AiServiceTool> tools(Map<ToolSpecification, ToolExecutor> tools) {
    List<AiServiceTool> guarded = new ArrayList<>();
    tools.forEach(
        (specification, delegate) ->
            guarded.add(
                AiServiceTool.builder()
                    .toolSpecification(specification)
                    .toolExecutor(executor(delegate, annotations(specification)))
                    .build()));
    return ImmutableList.copyOf(guarded);
  }

  /** Wraps every {@code @Tool} method of these objects. */
  public List<AiServiceTool> objects(Object... objectsWithTools) {
    ImmutableList.Builder<AiServiceTool> guarded = ImmutableList.builder();
    for (Object object : objectsWithTools) {
      ToolService.findTools(object).forEach(tool -> guarded.add(guarded(tool)));
    }
    return guarded.build();
  }

  /** Wraps every tool that a provider provides, now and later. */
  public ToolProvider provider(ToolProvider delegate) {
    return new ToolProvider() {
      @Override
      public ToolProviderResult provideTools(ToolProviderRequest request) {
        ToolProviderResult provided = delegate.provideTools(request);
        ToolProviderResult.Builder guarded = ToolProviderResult.builder();
        provided.aiServiceTools().forEach(tool -> guarded.add(guarded(tool)));
        return guarded.build();
      }

      @Override
      public boolean isDynamic() {
        return delegate.isDynamic();
      }
    };
  }

  private AiServiceTool guarded(AiServiceTool tool) {
    return tool.toBuilder()
        .toolExecutor(executor(tool.toolExecutor(), annotations(tool.toolSpecification())))
        .build();
  }

  /** What MCP servers claim about their tools, which LangChain4j keeps in the metadata. */
  private static ToolAnnotations annotations(ToolSpecification specification) {
    Map<String, Object> claims = specification.metadata();
    return claims == null
        ? ToolAnnotations.NONE
        : new ToolAnnotations(
            Boolean.TRUE.equals(claims.get("destructiveHint")),
            Boolean.TRUE.equals(claims.get("readOnlyHint")),
            Boolean.TRUE.equals(claims.get("openWorldHint")));
  }

  /**
   * Runs a call that was pending, once peers have approved it: from another thread, or from another
   * process on the same stores.
   *
   * @param delegate the tool's own executor, not a guarded one
   * @throws io.countersign.NotAllowedException when it may not run
   * @throws io.countersign.ExecutionFailedException when the tool threw
   */
  public ToolExecutionResult resume(
      RequestId id, ToolExecutor delegate, InvocationContext invocation) {
    return guard.resume(
        id,
        action ->
            delegate.executeWithContext(GuardedExecutor.request(id.text(), action), invocation));
  }
}
