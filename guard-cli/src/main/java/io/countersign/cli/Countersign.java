package io.countersign.cli;

import io.countersign.config.ConfigurationException;
import io.countersign.config.Machine;
import io.countersign.hook.Hook;
import io.countersign.hook.HookAgent;
import io.countersign.hook.Streams;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import io.countersign.text.SafeText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code countersign} program. */
@Command(
    name = "countersign",
    description =
        "Stands between a coding agent and infrastructure: works out what a call would do, and lets nothing"
            + " destructive run until peers have agreed to exactly that.",
    mixinStandardHelpOptions = true,
    versionProvider = Countersign.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something broke",
      "2:the command line or the configuration is wrong",
      "3:approval required",
      "4:refused"
    })
public final class Countersign {

  private Countersign() {}

  /** Runs the program and ends the process. */
  public static void main(String[] args) {
    List<String> words = List.of(args);
    if (isHook(words)) {
      hook(words);
      return;
    }
    if (words.contains("check")) {
      // A denial is the answer; it need not be in the log too.
      quiet("ERROR");
    }
    int code = run(words, Surroundings.system());
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  private static void hook(List<String> words) {
    try {
      quiet("OFF");
      silence();
      // Halting skips nothing that matters, and cannot be held up.
      new Hook(
              HookAgent.find(words.get(1)).orElseThrow(),
              new Streams(System.in, System.out, System.err),
              Machine.current(),
              InstantSource.system(),
              Runtime.getRuntime()::halt)
          .run(words.subList(2, words.size()));
    } catch (Throwable e) {
      // Not even the hook could be made; a code of 1 would be taken for a yes.
      System.err.println(
          "Countersign: the hook could not start, so the call is denied [hook-failed]");
      Runtime.getRuntime().halt(Exit.USAGE);
    }
  }

  /**
   * Whether an agent starts its hook with these words. Found out by words alone, before a parser
   * takes its time over them, and before a class is asked that could fail.
   */
  private static boolean isHook(List<String> words) {
    return words.size() >= 2
        && words.get(0).equals("hook")
        && (words.get(1).equals("claude-code") || words.get(1).equals("kiro"));
  }

  /**
   * Keeps a logger that would say nothing from being looked for and made: that reads every jar.
   * {@code -Dcountersign.log=…} brings it back.
   */
  private static void silence() {
    if ("OFF".equals(System.getProperty(StderrLogging.PROPERTY))
        && System.getProperty("slf4j.provider") == null) {
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "WARN");
    }
  }

  private static void quiet(String level) {
    if (System.getProperty(StderrLogging.PROPERTY) == null) {
      System.setProperty(StderrLogging.PROPERTY, level);
    }
  }

  /** Runs the program. */
  public static int run(List<String> args, Surroundings surroundings) {
    CommandLine program = new CommandLine(new Countersign());
    program.addSubcommand(new CheckCommand(surroundings));
    program.addSubcommand(new ApprovalsCommand(surroundings));
    program.addSubcommand(new AuditCommand(surroundings));
    program.addSubcommand(new HookCommands(surroundings));
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      program.addSubcommand(provider.command(surroundings));
    }
    program.addSubcommand(new CommandLine.HelpCommand());
    program.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    program.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    program.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            surroundings.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    program.setParameterExceptionHandler(
        (e, words) -> {
          surroundings
              .err()
              .println("countersign: " + SafeText.line(String.valueOf(e.getMessage()), 1_000));
          surroundings
              .err()
              .println("  help: countersign " + nameOf(e.getCommandLine()) + "--help");
          return Exit.USAGE;
        });
    program.setExecutionExceptionHandler((e, command, parsed) -> failed(e, surroundings));
    program.getSubcommands().values().forEach(Countersign::withHelp);
    if (args.isEmpty()) {
      program.usage(program.getErr());
      return Exit.USAGE;
    }
    return program.execute(args.toArray(String[]::new));
  }

  private static void withHelp(CommandLine command) {
    command.setUsageHelpAutoWidth(true);
    if (command.getCommandSpec().findOption("--help") == null) {
      command
          .getCommandSpec()
          .addOption(
              CommandLine.Model.OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Shows this help.")
                  .build());
    }
    command.getSubcommands().values().forEach(Countersign::withHelp);
  }

  private static String nameOf(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName(" ");
    return name.contains(" ") ? name.substring(name.indexOf(' ') + 1) + " " : "";
  }

  private static int failed(Exception e, Surroundings surroundings) {
    if (e instanceof ConfigurationException configuration) {
      surroundings.err().println(configuration.report());
      return Exit.USAGE;
    }
    if (e instanceof Refusal refusal) {
      surroundings.err().println(describe(refusal.problem()));
      return Exit.REFUSED;
    }
    if (e instanceof CountersignException known) {
      surroundings.err().println(describe(known.problem()));
      return Exit.FAILED;
    }
    surroundings
        .err()
        .println("countersign: failed: " + SafeText.line(String.valueOf(e.getMessage()), 1_000));
    return Exit.FAILED;
  }

  /** A problem for a person. */
  static String describe(Problem problem) {
    return "countersign: "
        + SafeText.line(problem.what(), 1_000)
        + "   ["
        + problem.code().id()
        + "]"
        + (problem.next().isEmpty() ? "" : "\n  next: " + SafeText.line(problem.next(), 1_000))
        + "\n  more: docs/codes.md ("
        + problem.code().id()
        + ")";
  }

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Countersign.class.getPackage().getImplementationVersion();
      return new String[] {"countersign " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
