package io.countersign.cli;

import io.countersign.hook.HookAgent;
import io.countersign.hook.HookCode;
import io.countersign.hook.HookSettings;
import io.countersign.hook.HookSetup;
import io.countersign.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the guard in front of coding agents. */
@Command(
    name = "hook",
    description = {
      "Puts the guard in front of a coding agent: install, uninstall, status.",
      "`hook claude-code` and `hook kiro` are what the agents start; they read the agent's event from standard input."
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; for an agent: nothing stands against the call, or the answer is on standard output",
      "1:a settings file cannot be read or written",
      "2:the command line is wrong; for an agent: the call is denied",
      "4:not done: there was no yes"
    })
final class HookCommands {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  HookCommands(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private HookSettings settings(
      String name,
      boolean project,
      boolean user,
      @Nullable String agentName,
      @Nullable String config) {
    HookAgent agent =
        HookAgent.find(name)
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        spec.commandLine(),
                        "`"
                            + name
                            + "` is no agent that has a hook; there are claude-code and kiro"));
    if (project && user) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "choose one of --project and --user");
    }
    return new HookSetup(surroundings.machine()).settings(agent, project, agentName, config);
  }

  @Command(name = "install", description = "Adds the hook to the agent's settings.")
  int install(
      @Parameters(paramLabel = "AGENT", description = "claude-code or kiro") String agent,
      @Option(names = "--project", description = "Settings of this directory.") boolean project,
      @Option(names = "--user", description = "Settings of this account (the default).")
          boolean user,
      @Option(
              names = "--agent",
              paramLabel = "NAME",
              description = "Kiro CLI 2 only: the agent to guard.")
          @Nullable String name,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "countersign.yaml for the hook.")
          @Nullable String config,
      @Option(names = "--yes", description = "Do not ask.") boolean yes)
      throws IOException {
    HookSettings settings = settings(agent, project, user, name, config);
    return change(settings, settings.install(), yes, "already installed in ", "installed in ");
  }

  @Command(name = "uninstall", description = "Takes the hook out again.")
  int uninstall(
      @Parameters(paramLabel = "AGENT", description = "claude-code or kiro") String agent,
      @Option(names = "--project", description = "Settings of this directory.") boolean project,
      @Option(names = "--user", description = "Settings of this account (the default).")
          boolean user,
      @Option(names = "--agent", paramLabel = "NAME", description = "Kiro CLI 2 only: the agent.")
          @Nullable String name,
      @Option(names = "--yes", description = "Do not ask.") boolean yes)
      throws IOException {
    HookSettings settings = settings(agent, project, user, name, null);
    return change(settings, settings.uninstall(), yes, "not installed in ", "taken out of ");
  }

  @Command(name = "status", description = "Says where the hook is installed.")
  int status(
      @Parameters(paramLabel = "AGENT", description = "claude-code or kiro") String agent,
      @Option(names = "--agent", paramLabel = "NAME", description = "Kiro CLI 2 only: the agent.")
          @Nullable String name,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "countersign.yaml for the hook.")
          @Nullable String config) {
    for (boolean project : new boolean[] {true, false}) {
      HookSettings settings = settings(agent, project, false, name, config);
      String state =
          settings.installed()
              ? "installed"
              : settings.present()
                  ? "installed by another version, place or configuration"
                  : "not installed";
      surroundings
          .out()
          .println((project ? "project  " : "user     ") + state + "  " + settings.file());
    }
    return Exit.OK;
  }

  private int change(
      HookSettings settings, HookSettings.Change change, boolean yes, String nothing, String done)
      throws IOException {
    if (change.nothing()) {
      surroundings.out().println("The hook is " + nothing + settings.file());
      return Exit.OK;
    }
    surroundings.out().println(settings.file() + ":");
    diff(change.before(), change.after()).forEach(surroundings.out()::println);
    if (!yes) {
      if (!surroundings.terminal()) {
        throw new Refusal(
            HookCode.NOT_CONFIRMED,
            "Nothing was changed: a change needs a yes.",
            "Add --yes where nobody can be asked.");
      }
      surroundings.out().print("Write this? [y/N] ");
      surroundings.out().flush();
      if (!Lines.first(surroundings.in()).strip().equalsIgnoreCase("y")) {
        throw new Refusal(HookCode.NOT_CONFIRMED, "Nothing was changed.", "");
      }
    }
    settings.apply(change);
    surroundings.out().println("The hook is " + done + settings.file());
    return Exit.OK;
  }

  /** The lines that differ, between those that are the same at both ends. */
  private static List<String> diff(@Nullable String before, @Nullable String after) {
    List<String> old = before == null ? List.of() : before.lines().toList();
    List<String> fresh = after == null ? List.of() : after.lines().toList();
    int head = 0;
    while (head < old.size() && head < fresh.size() && old.get(head).equals(fresh.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < old.size() - head
        && tail < fresh.size() - head
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    List<String> lines = new ArrayList<>();
    lines.add("@@ line " + (head + 1) + " @@");
    old.subList(head, old.size() - tail).forEach(l -> lines.add("- " + SafeText.line(l, 400)));
    fresh.subList(head, fresh.size() - tail).forEach(l -> lines.add("+ " + SafeText.line(l, 400)));
    return lines;
  }
}
