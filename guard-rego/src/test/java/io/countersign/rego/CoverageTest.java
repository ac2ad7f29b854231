package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.explain.CoverageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The expected lines are those that `opa test --coverage --format json` reports for the same
 * inputs.
 */
final class CoverageTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final Path FOLDER = Path.of("src/test/resources/bundles/coverage");

  private final JsonMapper mapper = new JsonMapper();

  @Test
  void report_afterEvaluations_hasTheLinesThatOpaReports() throws IOException {
    CoverageReport report = covered().report();

    JsonNode expected = mapper.readTree(Files.readAllBytes(FOLDER.resolve("expected-lines.json")));
    assertThat(report.coveredLines("policy.rego").stream().boxed())
        .containsExactlyElementsOf(numbers(expected.path("covered")));
    assertThat(report.missedLines("policy.rego").stream().boxed())
        .containsExactlyElementsOf(numbers(expected.path("not_covered")));
  }

  @Test
  void toJson_report_countsLinesAndGivesRanges() throws IOException {
    JsonNode json = covered().report().toJson();

    JsonNode file = json.path("files").path("policy.rego");
    assertThat(file.path("covered_lines").asInt()).isPositive();
    assertThat(file.path("covered").get(0).path("start").path("row").asInt()).isPositive();
    assertThat(json.path("coverage").asDouble()).isBetween(50.0, 99.9);
  }

  private RegoCoverage covered() throws IOException {
    RegoProgram program = RegoProgram.load(RegoBundle.read(FOLDER));
    RegoCoverage coverage = program.coverage();
    for (JsonNode input : mapper.readTree(Files.readAllBytes(FOLDER.resolve("inputs.json")))) {
      for (String entrypoint : program.entrypoints()) {
        var value = program.input(input);
        RegoResult expected = program.evaluate(entrypoint, value, Budget.DEFAULT, CLOCK);
        assertThat(coverage.evaluate(entrypoint, value, Budget.DEFAULT, CLOCK)).isEqualTo(expected);
      }
    }
    return coverage;
  }

  private static List<Integer> numbers(JsonNode array) {
    List<Integer> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.intValue()));
    return numbers;
  }
}
