package io.countersign.cli;

import com.google.common.collect.ImmutableMap;
import io.countersign.config.Machine;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether a command was started by a coding agent, by the variables that agents set for their
 * shells. A hurdle and no wall: an agent that clears its environment is not seen here. What stops
 * it then is that its sponsor's account has no seat (docs/cli.md, "Who votes").
 */
final class AgentSession {

  private static final ImmutableMap<String, String> VARIABLES =
      ImmutableMap.<String, String>builder()
          .put("CLAUDECODE", "claude-code")
          .put("CLAUDE_CODE_ENTRYPOINT", "claude-code")
          .put("KIRO_AGENT", "kiro")
          .put("KIRO_SESSION_ID", "kiro")
          .put("Q_SESSION_ID", "kiro")
          .put("AMAZON_Q_SESSION_ID", "kiro")
          .put("CODEX_SANDBOX", "codex")
          .put("CURSOR_AGENT", "cursor")
          .put("GEMINI_CLI", "gemini-cli")
          .put("COUNTERSIGN_AGENT", "unnamed")
          .build();

  private AgentSession() {}

  /** The agent whose shell this is, if any can be seen. */
  static Optional<String> agent(Machine machine) {
    return VARIABLES.entrySet().stream()
        .filter(e -> machine.variable(e.getKey()).isPresent())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
