package io.countersign.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.FileView;
import io.countersign.analysis.Workspace;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.call.ToolAnnotations;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command line of {@code cases/commands} and what the product has to say about it.
 *
 * <p>A file is a family. {@code [why | cwd=/directory]} begins a group, with the reason that all of
 * its lines share and perhaps where they run; a line is {@code F}, {@code U} or {@code A}, a blank,
 * and the command, in which {@code \n} stands for a line end. F is destructive, U unresolved, A
 * neither.
 */
record CommandCase(
    String family, int line, Kind expected, String command, String directory, String why) {

  private static final String DIRECTORY = "/home/dev/app";

  private static final CallerChain CALLERS =
      new CallerChain(new Principal.Agent("agent"), new Task("task"), new Principal.Human("human"));

  /** One for all cases: it reads its tables once. */
  private static final Analyzers PRODUCT =
      new Analyzers(
          StandardAnalyzers.all(), EnvironmentRules.NONE, Workspace.DEFAULT, FileView.none());

  static List<CommandCase> all() {
    List<CommandCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/cases/commands"))) {
      for (Path file : files.sorted().toList()) {
        read(file, cases);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return cases;
  }

  private static void read(Path file, List<CommandCase> into) throws IOException {
    String family = file.getFileName().toString().replace(".txt", "");
    String why = "";
    String directory = DIRECTORY;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        String[] parts = line.substring(1, line.length() - 1).split("\\|");
        why = parts[0].strip();
        directory = parts.length > 1 ? parts[1].strip().replace("cwd=", "") : DIRECTORY;
        continue;
      }
      Kind expected =
          switch (line.substring(0, 2)) {
            case "F " -> Kind.DESTRUCTIVE;
            case "U " -> Kind.UNRESOLVED;
            case "A " -> Kind.NON_DESTRUCTIVE;
            default -> throw new AssertionError(file + ":" + number + ": no such verdict: " + line);
          };
      String command = line.substring(2).replace("\\n", "\n");
      into.add(new CommandCase(family, number, expected, command, directory, why));
    }
  }

  /** The same with another command line. */
  CommandCase saying(String other) {
    return new CommandCase(family, line, expected, other, directory, why);
  }

  Analysis analyze() {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("command", command).put("cwd", directory);
    CallContext context = new CallContext("", Facts.NONE, ImmutableMap.of(), ToolAnnotations.NONE);
    return PRODUCT.analyze(new FrozenCall("Bash", arguments, CALLERS, context));
  }

  Kind kind() {
    return Classifier.classify(analyze()).kind();
  }

  @Override
  public String toString() {
    return family + ":" + line + ": " + command;
  }
}
