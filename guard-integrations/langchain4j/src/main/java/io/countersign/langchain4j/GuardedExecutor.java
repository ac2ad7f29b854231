package io.countersign.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import io.countersign.ExecutionFailedException;
import io.countersign.Guard;
import io.countersign.NotAllowedException;
import io.countersign.approval.Approval;
import io.countersign.approval.State;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.RawArguments;
import io.countersign.call.ToolAnnotations;
import io.countersign.call.ToolCall;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.FrozenAction;
import io.countersign.decision.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tool that asks the guard first; both of LangChain4j's entries lead through {@link #ask}. */
final class GuardedExecutor implements ToolExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedExecutor.class);

  private final Guard guard;
  private final Function<InvocationContext, CallerChain> callers;
  private final Function<InvocationContext, CallContext> context;
  private final Duration wait;
  private final ToolExecutor delegate;
  private final ToolAnnotations annotations;

  GuardedExecutor(
      Guard guard,
      Function<InvocationContext, CallerChain> callers,
      Function<InvocationContext, CallContext> context,
      Duration wait,
      ToolExecutor delegate,
      ToolAnnotations annotations) {
    this.guard = guard;
    this.callers = callers;
    this.context = context;
    this.wait = wait;
    this.delegate = delegate;
    this.annotations = annotations;
  }

  @Override
  public ToolExecutionResult executeWithContext(
      ToolExecutionRequest request, InvocationContext invocation) {
    return ask(request, invocation);
  }

  @Override
  public String execute(ToolExecutionRequest request, Object memoryId) {
    InvocationContext invocation = InvocationContext.builder().chatMemoryId(memoryId).build();
    return ask(request, invocation).resultText();
  }

  private ToolExecutionResult ask(ToolExecutionRequest request, InvocationContext invocation) {
    ToolCall call;
    try {
      CallContext place = context.apply(invocation);
      call =
          new ToolCall(
              request.name(),
              new RawArguments.Text(
                  request.arguments() == null || request.arguments().isBlank()
                      ? "{}"
                      : request.arguments()),
              callers.apply(invocation),
              new CallContext(
                  place.session(), place.facts(), place.files(), stricter(place.annotations())));
    } catch (RuntimeException e) {
      LOG.error("nobody can be named behind a call of {}", request.name(), e);
      return denied(Reason.of(ToolCall.callerUnknown()));
    }
    try {
      return guard.run(call, action -> perform(request.id(), action, invocation));
    } catch (NotAllowedException.ApprovalRequired e) {
      return pending(request, e.request(), invocation);
    } catch (NotAllowedException.Denied e) {
      return denied(e);
    } catch (ExecutionFailedException e) {
      throw toolFailure(e);
    }
  }

  private ToolAnnotations stricter(ToolAnnotations others) {
    return new ToolAnnotations(
        annotations.claimsDestructive() || others.claimsDestructive(),
        annotations.claimsReadOnly() && others.claimsReadOnly(),
        annotations.openWorld() || others.openWorld());
  }

  private ToolExecutionResult pending(
      ToolExecutionRequest request, ApprovalRequest waiting, InvocationContext invocation) {
    try {
      Optional<Approval> settled =
          wait.isZero() ? Optional.empty() : guard.await(waiting.id(), wait);
      if (settled.isEmpty() || settled.get().state() == State.PENDING) {
        return error(
            "Not done yet: request "
                + waiting.id()
                + " waits for "
                + waiting.requirement()
                + ". "
                + sentences(waiting.reasons())
                + " Go on with something else, or call the tool again with the same arguments once"
                + " they have approved.");
      }
      return guard.resume(waiting.id(), action -> perform(request.id(), action, invocation));
    } catch (NotAllowedException.Denied e) {
      return denied(e);
    } catch (NotAllowedException.ApprovalRequired e) {
      return denied(new Reason("approval-pending", "The approval is not complete.", ""));
    } catch (ExecutionFailedException e) {
      throw toolFailure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(
          "Not done: the wait for request " + waiting.id() + " was cancelled; it is still open.");
    }
  }

  private ToolExecutionResult perform(
      String callId, FrozenAction action, InvocationContext invocation) {
    return delegate.executeWithContext(request(callId, action), invocation);
  }

  /** The request that the tool gets to see: cut from the frozen action. */
  static ToolExecutionRequest request(String callId, FrozenAction action) {
    return ToolExecutionRequest.builder()
        .id(callId)
        .name(action.tool())
        .arguments(action.arguments().toString())
        .build();
  }

  /**
   * The tool's own exception, so that the application's error handlers see what they always saw.
   */
  private static RuntimeException toolFailure(ExecutionFailedException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : e;
  }

  private static ToolExecutionResult denied(NotAllowedException.Denied e) {
    return error("Denied. " + sentences(e.reasons()));
  }

  private static ToolExecutionResult denied(Reason reason) {
    return error("Denied. " + sentences(List.of(reason)));
  }

  private static String sentences(List<Reason> reasons) {
    return reasons.stream()
        .filter(r -> !r.forApprovers())
        .map(r -> r.message() + " [" + r.code() + "] " + r.next())
        .collect(Collectors.joining(" "))
        .strip();
  }

  private static ToolExecutionResult error(String text) {
    return ToolExecutionResult.builder().isError(true).resultText(text).build();
  }
}
