package io.countersign.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.call.CallContext;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.ToolCall;
import io.countersign.cli.batch.Answer;
import io.countersign.cli.batch.Batch;
import io.countersign.config.ConfiguredGuard;
import io.countersign.config.GuardConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what would become of a call, without recording or asking anything. */
@Command(
    name = "check",
    description = "Says what would become of a call. Records nothing, asks nobody, runs nothing.",
    footer = {
      "",
      "  countersign check -- aws elasticbeanstalk rebuild-environment --environment-name billing",
      "  countersign check 'rm -rf build && make'            one word is a whole command line",
      "  countersign check --tool sql --arguments '{\"dialect\": \"postgres\", \"statement\": \"DROP TABLE t\"}'",
      "  countersign check < script.sh",
      "  countersign check < call.json                       one call, as a line of --batch has it",
      "  countersign check --batch < calls.jsonl             one JSON answer a line, in order"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:allowed; with --batch: every line was answered",
      "1:a stream or the program failed",
      "2:the command line or the configuration is wrong",
      "3:approval required",
      "4:denied"
    })
final class CheckCommand implements Callable<Integer> {

  /** Longest command line or arguments from standard input; more is refused by the guard anyway. */
  private static final int MAX_INPUT = 8 << 20;

  /** How a call in JSON begins; a shell's group has a space after its brace, and no colon. */
  private static final Pattern CALL = Pattern.compile("\\s*\\{\\s*\"[a-z]+\"\\s*:");

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Option(names = "--batch", description = "JSON Lines on standard input, see docs/cli.md.")
  private boolean batch;

  @Option(names = "--json", description = "Answer as one line of JSON.")
  private boolean json;

  @Option(
      names = "--trace",
      description = "With --json: also every rule of the policy, and the condition that failed.")
  private boolean trace;

  @Option(
      names = "--tool",
      paramLabel = "NAME",
      description = "Tool to call, such as sql or aws; Bash by default.")
  private String tool = "Bash";

  @Option(
      names = "--arguments",
      paramLabel = "JSON",
      description = "Its arguments; from standard input by default.")
  private @Nullable String arguments;

  @Option(
      names = "--cwd",
      paramLabel = "DIR",
      description = "Directory that the call would run in; this one by default.")
  private @Nullable String directory;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Command line to judge; from standard input by default.")
  private List<String> command = ImmutableList.of();

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (batch && (!command.isEmpty() || arguments != null || json)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--batch reads calls from standard input and takes no other call");
    }
    if (!command.isEmpty() && (arguments != null || !tool.equals("Bash"))) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "a command line is for the tool Bash; leave --tool and --arguments out");
    }
    GuardConfiguration configured = configuration.load(surroundings);
    if (batch) {
      try (ConfiguredGuard guard = ConfiguredGuard.forChecks(configured, surroundings.clock())) {
        new Batch(guard.guard(), configured).run(surroundings.in(), surroundings.out());
      }
      return Exit.OK;
    }
    try (ConfiguredGuard guard = ConfiguredGuard.forChecks(configured, surroundings.clock())) {
      String given = command.isEmpty() && arguments == null ? input() : "";
      Answer answer =
          tool.equals("Bash") && CALL.matcher(given).lookingAt()
              ? new Batch(guard.guard(), configured).answer(given)
              : new Answer(
                  Optional.empty(),
                  guard
                      .guard()
                      .preview(
                          ToolCall.ofText(
                              tool, arguments(given), configured.callers(), context())));
      if (json) {
        surroundings.out().println(trace ? answer.toTracedJson() : answer.toJson());
      } else {
        new AnswerPrinter(surroundings.out(), surroundings.colours()).print(answer);
      }
      return answer.decision().fold(a -> Exit.OK, d -> Exit.REFUSED, r -> Exit.APPROVAL_REQUIRED);
    }
  }

  private String arguments(String given) {
    if (arguments != null) {
      return arguments;
    }
    if (!tool.equals("Bash")) {
      return given;
    }
    ObjectNode bash = JsonNodeFactory.instance.objectNode();
    bash.put("command", command.isEmpty() ? given : CommandLines.join(command));
    bash.put("cwd", cwd());
    return bash.toString();
  }

  private String input() throws IOException {
    if (surroundings.terminal()) {
      surroundings
          .err()
          .println("countersign: reading the call from standard input; end with Ctrl-D");
    }
    return new String(surroundings.in().readNBytes(MAX_INPUT), StandardCharsets.UTF_8);
  }

  private String cwd() {
    return directory != null ? directory : surroundings.machine().directory().toString();
  }

  private CallContext context() {
    return CallContext.UNKNOWN.with(Facts.of(Fact.DIRECTORY, cwd()));
  }
}
