package io.countersign.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an agent proposed: untrusted, unchecked, and cheap to make.
 *
 * @param tool name of the tool, for example {@code Bash} or {@code mcp__db__query}
 * @param arguments what it is to be called with
 * @param callers who stands behind it, from the embedder and not from the agent
 * @param context where it would run, from the embedder
 */
public record ToolCall(
    String tool, RawArguments arguments, CallerChain callers, CallContext context) {

  /** Longest chain of delegations (docs/decisions/0004-input-limits.md). */
  public static final int MAX_DELEGATIONS = 8;

  private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_.:/@ -]{1,256}");

  /** A call whose arguments are JSON text. */
  public static ToolCall ofText(
      String tool, String argumentsJson, CallerChain callers, CallContext context) {
    return new ToolCall(tool, new RawArguments.Text(argumentsJson), callers, context);
  }

  /** A call whose arguments are a tree; it is copied when the call is proposed. */
  public static ToolCall of(
      String tool, JsonNode arguments, CallerChain callers, CallContext context) {
    return new ToolCall(tool, new RawArguments.Tree(arguments), callers, context);
  }

  /**
   * Checks the form of the call and copies it.
   *
   * @throws MalformedException with a code of {@link CallCode} or {@link
   *     io.countersign.json.JsonCode}
   */
  public FrozenCall freeze(StrictJson reader) {
    if (!TOOL_NAME.matcher(tool).matches()) {
      throw new MalformedException(
          new Problem(
              CallCode.TOOL_NAME_MALFORMED,
              "The tool's name is empty, too long or holds characters that look like others.",
              "Use up to 256 ASCII letters, digits and any of _ . : / @ - and space."));
    }
    checkChain();
    return new FrozenCall(tool, arguments.freeze(reader), callers, context);
  }

  /** The refusal of a call of which the application cannot say who stands behind it. */
  public static Problem callerUnknown() {
    return new Problem(
        CallCode.CALLER_UNKNOWN,
        "It is not known who stands behind this call.",
        "Go on without it and report it: calling again does not help.");
  }

  private void checkChain() {
    if (callers == null) { // From a resolver of the application, which is not held to @NullMarked.
      throw new MalformedException(callerUnknown());
    }
    if (callers.delegations().size() > MAX_DELEGATIONS) {
      throw chain("has more than " + MAX_DELEGATIONS + " delegations");
    }
    Set<Principal> seen = new HashSet<>();
    Principal last = callers.sponsor();
    seen.add(last);
    for (Delegation hop : callers.delegations()) {
      if (!hop.by().equals(last)) {
        throw chain("is broken: `" + hop.by().subject() + "` hands on work it was not given");
      }
      last = hop.to();
      if (!seen.add(last)) {
        throw chain("goes round in a circle at `" + last.subject() + "`");
      }
    }
    if (!callers.delegations().isEmpty() && !last.equals(callers.agent())) {
      throw chain("ends at `" + last.subject() + "`, not at the agent that calls");
    }
  }

  private static MalformedException chain(String what) {
    return new MalformedException(
        new Problem(
            CallCode.CHAIN_MALFORMED,
            "The chain of delegations " + what + ".",
            "Supply the chain from the sponsor to the agent, hop by hop."));
  }
}
