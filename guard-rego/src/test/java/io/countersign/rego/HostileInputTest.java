package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class HostileInputTest {
  /** Inputs that are handled in full, within bounds. */
  private static final Set<String> ANSWERED =
      Set.of(
          "catastrophic_pattern: undefined",
          "walked: 302",
          "colliding: 16384",
          "padded: 15",
          "padded: 1011987",
          "parsed_yaml: undefined",
          "parsed: undefined",
          "shifted: undefined");

  @Test
  void evaluate_ruinousInputsIn64Mebibytes_endInTypedErrorsOrBoundedAnswers()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.countersign.rego.HostileInputs")
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(lines).last().as(String.join("\n", lines)).isEqualTo("done");
    assertThat(lines.subList(0, lines.size() - 1))
        .hasSize(21)
        .allSatisfy(
            line ->
                assertThat(
                        ANSWERED.contains(line) || line.matches(".*: rego-(budget|input)-[a-z]+"))
                    .as(line)
                    .isTrue());
  }
}
