package io.countersign.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the guard does, with nothing set up and nothing at risk. */
@Command(
    name = "demo",
    description = "Replays the incident of December 2025, as a reconstruction, against the guard.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private final PrintStream out;

  @Parameters(
      arity = "0..1",
      defaultValue = "incident",
      description = "What to show: incident (the default), plan or langchain4j.")
  private String story = "incident";

  @Option(
      names = "--folder",
      description = "Keep approvals and the audit file here; a new temporary folder by default.")
  private @Nullable Path folder;

  DemoCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    Path kept = folder;
    Path where =
        kept == null
            ? Files.createTempDirectory("countersign-demo")
            : Files.createDirectories(kept);
    Stage stage = Stage.forTerminal(out);
    switch (story) {
      case "incident" -> new IncidentReplay(stage, where).play();
      case "plan" -> new PlanApproval(stage, where).play();
      case "langchain4j" -> new Conversation(stage, where).play();
      default -> {
        out.println("There is no demo `" + story + "`; there are incident, plan and langchain4j.");
        return 2;
      }
    }
    return 0;
  }
}
