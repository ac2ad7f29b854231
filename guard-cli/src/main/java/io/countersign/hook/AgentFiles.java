package io.countersign.hook;

import com.google.common.collect.ImmutableSet;
import io.countersign.config.GuardConfiguration;
import io.countersign.config.Machine;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that decide whether and how an agent is guarded. */
final class AgentFiles {

  /** Set by the launcher: its own path. */
  static final String LAUNCHER = "countersign.launcher";

  private static final List<String> SETTINGS =
      List.of(
          ".claude/settings.json",
          ".claude/settings.local.json",
          ".kiro/agents",
          ".kiro/hooks",
          ".amazonq/cli-agents",
          ".aws/amazonq");

  private AgentFiles() {}

  /**
   * Everything that no guarded tool may change: settings of the account, of the directory and of
   * all directories above it, the stores, and the guard's own program.
   */
  static ImmutableSet<String> guarded(
      Machine machine, GuardConfiguration.Stores stores, String directory) {
    ImmutableSet.Builder<String> all = ImmutableSet.builder();
    @Nullable Path at = Path.of(directory).normalize();
    while (at != null) {
      add(at, all);
      at = at.getParent();
    }
    add(machine.home(), all);
    all.add(stores.approvals().toString(), stores.ledger().toString());
    all.add(stores.audit().toString(), stores.audit() + ".head");
    all.add("/etc/claude-code", "/Library/Application Support/ClaudeCode");
    String launcher = System.getProperty(LAUNCHER);
    if (launcher != null) {
      Path program = Path.of(launcher);
      all.add(program.toString());
      all.add(program.resolveSibling("guard-examples/target").toString());
    }
    return all.build();
  }

  private static void add(Path directory, ImmutableSet.Builder<String> all) {
    SETTINGS.forEach(file -> all.add(directory.resolve(file).toString()));
  }
}
