package io.countersign.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.config.Machine;
import io.countersign.hook.Hook;
import io.countersign.hook.HookAgent;
import io.countersign.hook.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs what is run most, in a directory that is gone afterwards, so that the JVM can note which
 * classes that loads. The launcher starts it with {@code -XX:ArchiveClassesAtExit}.
 */
final class WarmUp {

  /** One command of each kind whose classes are worth having. */
  private static final List<String> COMMANDS =
      List.of(
          "git status --short && ls -la src | grep java",
          "cd /srv && for d in a b; do rm -rf \"$d\"/*; done",
          "aws ec2 describe-instances --region eu-west-1",
          "aws s3 rb s3://bucket --force",
          "psql -h db -c 'DELETE FROM orders'",
          "kubectl delete namespace shop",
          "terraform destroy -auto-approve",
          "python3 -c 'import shutil; shutil.rmtree(\"/srv\")'",
          "curl -X DELETE https://api.example.com/v1/things/1");

  private static final String CONFIGURATION =
      """
      version: 1
      people:
        - {id: ada, humanKey: ada@example.com}
      agents: [claude-code, kiro]
      roles:
        engineer:
          - environments: "*"
      grants:
        - {to: human:ada, role: engineer}
      caller: {sponsor: ada}
      """;

  private WarmUp() {}

  public static void main(String[] args) throws IOException {
    Path home = Files.createTempDirectory("countersign-warm-up");
    try {
      Machine machine = new Machine("warm-up", home, home, ImmutableMap.of());
      run(machine, "", "check", "--", "git", "status");
      run(machine, "", "check", "--json", "--tool", "list_things", "--arguments", "{}");
      run(machine, "{\"id\":1,\"tool\":\"list_things\",\"arguments\":{}}\n", "check", "--batch");
      run(machine, "", "check", "rm -rf /srv/data && aws s3 rb s3://b --force");
      Path config = Files.writeString(home.resolve("countersign.yaml"), CONFIGURATION);
      for (HookAgent agent : HookAgent.values()) {
        for (String command : COMMANDS) {
          hook(
              machine,
              agent,
              "Bash",
              JsonNodeFactory.instance.objectNode().put("command", command));
        }
        ObjectNode file = JsonNodeFactory.instance.objectNode().put("file_path", home + "/x");
        hook(machine, agent, "Read", file);
        hook(machine, agent, "Write", file.deepCopy().put("content", "x"));
        hook(machine, agent, "Bash", file, "--config", config.toString());
      }
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void hook(
      Machine machine, HookAgent agent, String tool, ObjectNode arguments, String... words) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("hook_event_name", "PreToolUse").put("cwd", "/home/dev/app");
    input.put("tool_name", tool).set("tool_input", arguments);
    Surroundings surroundings = surroundings(machine, input.toString());
    new Hook(
            agent,
            new Streams(surroundings.in(), surroundings.out(), surroundings.err()),
            machine,
            surroundings.clock(),
            code -> {})
        .run(List.of(words));
  }

  private static void run(Machine machine, String input, String... words) {
    int code = Countersign.run(List.of(words), surroundings(machine, input));
    assert code >= 0;
  }

  private static Surroundings surroundings(Machine machine, String input) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Surroundings(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        nowhere,
        nowhere,
        machine,
        InstantSource.system(),
        false);
  }
}
