package io.countersign.cli;

import com.google.common.collect.ImmutableMap;
import io.countersign.config.Machine;
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
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(Machine machine, String input, String... words) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            nowhere,
            nowhere,
            machine,
            InstantSource.system(),
            false);
    int code = Countersign.run(List.of(words), surroundings);
    assert code >= 0;
  }
}
