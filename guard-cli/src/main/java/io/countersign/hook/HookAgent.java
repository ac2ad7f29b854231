package io.countersign.hook;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Optional;

/** A coding agent that asks a hook before it runs a tool. */
public enum HookAgent {
  /** Answers with JSON; a denial is a decision with a reason. */
  CLAUDE_CODE(
      "claude-code",
      ImmutableSet.of("PreToolUse"),
      ImmutableSet.of(
          "session_id",
          "transcript_path",
          "cwd",
          "permission_mode",
          "hook_event_name",
          "tool_name",
          "tool_input",
          "tool_use_id",
          "agent_id",
          "agent_type",
          "agent_transcript_path",
          "parent_tool_use_id",
          "mcp_server",
          "effort",
          "model",
          "prompt_id",
          "turn_id")),

  /** Answers with exit codes; a denial is code 2 with a reason on standard error. */
  KIRO(
      "kiro",
      ImmutableSet.of("preToolUse", "PreToolUse"),
      ImmutableSet.of(
          "session_id",
          "cwd",
          "hook_event_name",
          "tool_name",
          "tool_input",
          "tool_use_id",
          "agent_name",
          "mcp_server",
          "model",
          "timestamp"));

  private final String id;
  private final ImmutableSet<String> events;
  private final ImmutableSet<String> fields;

  HookAgent(String id, ImmutableSet<String> events, ImmutableSet<String> fields) {
    this.id = id;
    this.events = events;
    this.fields = fields;
  }

  /** The agent's id, in commands and in caller chains. */
  public String id() {
    return id;
  }

  /** Names of the event before a tool runs. */
  ImmutableSet<String> events() {
    return events;
  }

  /** Members that the agent is known to send. */
  ImmutableSet<String> fields() {
    return fields;
  }

  /** The agent of an id. */
  public static Optional<HookAgent> find(String id) {
    return Arrays.stream(values()).filter(a -> a.id.equals(id)).findFirst();
  }
}
