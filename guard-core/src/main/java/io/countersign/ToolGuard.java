package io.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.ToolCall;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The least that a framework needs: turns a function that does something into one that asks the
 * guard first.
 *
 * <pre>{@code
 * ToolGuard tools = new ToolGuard(guard, () -> chainOfThisConversation);
 * Function<JsonNode, String> drop = tools.wrap("drop_table", args -> db.drop(args.get("table").asText()));
 * }</pre>
 *
 * Thread-safe.
 */
public final class ToolGuard {

  private final Guard guard;
  private final Supplier<CallerChain> callers;
  private final Supplier<CallContext> context;

  /**
   * Guards tools whose calls come from a place of which nothing is known.
   *
   * @param callers who stands behind the call that is being made; asked for each call
   */
  public ToolGuard(Guard guard, Supplier<CallerChain> callers) {
    this(guard, callers, () -> CallContext.UNKNOWN);
  }

  /**
   * Guards tools.
   *
   * @param callers who stands behind the call that is being made; asked for each call
   * @param context where it would run; asked for each call
   */
  public ToolGuard(Guard guard, Supplier<CallerChain> callers, Supplier<CallContext> context) {
    this.guard = guard;
    this.callers = callers;
    this.context = context;
  }

  /**
   * Wraps a tool.
   *
   * @param name the tool's name, which analysis and policy see
   * @param tool is handed the frozen arguments, never the caller's
   * @return a function that throws {@link NotAllowedException} when the call may not run, and
   *     {@link ExecutionFailedException} when the tool threw
   */
  public <T> Function<JsonNode, T> wrap(String name, Function<JsonNode, T> tool) {
    return arguments ->
        guard.run(
            ToolCall.of(name, arguments, callers.get(), context.get()),
            action -> tool.apply(action.arguments()));
  }
}
