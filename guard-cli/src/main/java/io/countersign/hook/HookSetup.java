package io.countersign.hook;

import io.countersign.config.Machine;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the settings of agents lie on a machine, and what they are to start. */
public final class HookSetup {

  private final Machine machine;

  public HookSetup(Machine machine) {
    this.machine = machine;
  }

  /**
   * The settings of an agent.
   *
   * @param project those of the working directory instead of the account's
   * @param name an agent of Kiro CLI 2, or null for a hooks file of Kiro 3, which holds for all
   * @param configuration countersign.yaml that the hook is to use, or null for the usual one
   */
  public HookSettings settings(
      HookAgent agent, boolean project, @Nullable String name, @Nullable String configuration) {
    Path base = project ? machine.directory() : machine.home();
    SettingsForm form =
        switch (agent) {
          case CLAUDE_CODE -> SettingsForm.CLAUDE_CODE;
          case KIRO -> name == null ? SettingsForm.KIRO_HOOKS : SettingsForm.KIRO_AGENT;
        };
    Path file =
        base.resolve(
            switch (form) {
              case CLAUDE_CODE -> ".claude/settings.json";
              case KIRO_HOOKS -> ".kiro/hooks/countersign.json";
              case KIRO_AGENT -> ".kiro/agents/" + name + ".json";
            });
    Optional<Path> config =
        Optional.ofNullable(configuration)
            .or(() -> machine.variable(io.countersign.config.ConfigurationFinder.VARIABLE))
            .map(c -> machine.directory().resolve(c).normalize());
    return new HookSettings(form, file, HookCommand.of(launcher(), agent, config));
  }

  private static Path launcher() {
    return Path.of(System.getProperty(AgentFiles.LAUNCHER, "countersign"));
  }
}
