package io.countersign.cli;

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

  private WarmUp() {}

  public static void main(String[] args) throws IOException {
    Path home = Files.createTempDirectory("countersign-warm-up");
    try {
      Machine machine = new Machine("warm-up", home, home, ImmutableMap.of());
      run(machine, "", "check", "--", "git", "status");
      run(machine, "", "check", "--json", "--tool", "list_things", "--arguments", "{}");
      run(machine, "{\"id\":1,\"tool\":\"list_things\",\"arguments\":{}}\n", "check", "--batch");
      run(machine, "", "check", "rm -rf /srv/data && aws s3 rb s3://b --force");
      hook(machine, HookAgent.CLAUDE_CODE, "PreToolUse", "Bash", "{\"command\":\"git status\"}");
      hook(machine, HookAgent.KIRO, "preToolUse", "fs_read", "{\"path\":\"/x\"}");
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void hook(
      Machine machine, HookAgent agent, String event, String tool, String arguments) {
    String input =
        """
        {"hook_event_name":"%s","cwd":"/home/dev/app","tool_name":"%s","tool_input":%s}"""
            .formatted(event, tool, arguments);
    Surroundings surroundings = surroundings(machine, input);
    new Hook(
            agent,
            new Streams(surroundings.in(), surroundings.out(), surroundings.err()),
            machine,
            surroundings.clock(),
            code -> {})
        .run(List.of());
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
