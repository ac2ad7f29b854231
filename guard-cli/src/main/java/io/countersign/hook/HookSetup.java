package io.countersign.hook;

import io.countersign.config.Machine;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the settings of agents lie on a machine, and what they are to start. */
public final class HookSetup {

  /** The agent of Kiro that is guarded when none is named. */
  private static final String KIRO_AGENT = "default";

  private final Machine machine;

  public HookSetup(Machine machine) {
    this.machine = machine;
  }

  /**
   * The settings of an agent.
   *
   * @param project those of the working directory instead of the account's
   * @param name Kiro's agent, or null for the usual one
   * @param configuration countersign.yaml that the hook is to use, or null for the usual one
   */
  public HookSettings settings(
      HookAgent agent, boolean project, @Nullable String name, @Nullable String configuration) {
    Path base = project ? machine.directory() : machine.home();
    Path file =
        switch (agent) {
          case CLAUDE_CODE -> base.resolve(".claude/settings.json");
          case KIRO ->
              base.resolve(".kiro/agents").resolve((name == null ? KIRO_AGENT : name) + ".json");
        };
    Optional<Path> config =
        Optional.ofNullable(configuration)
            .or(() -> machine.variable(io.countersign.config.ConfigurationFinder.VARIABLE))
            .map(c -> machine.directory().resolve(c).normalize());
    return new HookSettings(agent, file, HookCommand.of(launcher(), agent, config));
  }

  private static Path launcher() {
    return Path.of(System.getProperty(AgentFiles.LAUNCHER, "countersign"));
  }
}
