package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.explain.CoverageReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The lines that policies' own tests reach, as {@code opa test --coverage} reports them; {@code
 * guard-rego/conformance/coverage} compiles the policies and keeps OPA's reports, those of the
 * shipped policies under target.
 */
final class CoverageAsOpaTest {
  private static final Path SHIPPED = Path.of("target/coverage/shipped");
  private static final Path SHIPPED_SOURCES = Path.of("../guard-policies/src/main/rego");

  /** What is known to differ, by policy; docs/rego/coverage.md gives the reasons. */
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "index",
          List.of(
              "policy.rego, covered: too many {}, lacking {46}",
              "policy.rego, missed: too many {46}, lacking {}"));

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  private final JsonMapper mapper = new JsonMapper();

  @TestFactory
  Stream<DynamicTest> report_policysOwnTests_hasTheLinesOfOpa() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/coverage"))) {
      return Stream.concat(
              folders.sorted(), Files.exists(SHIPPED) ? Stream.of(SHIPPED) : Stream.empty())
          .toList()
          .stream()
          .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private void check(Path folder) {
    CoverageReport report = report(folder);

    JsonNode opa = read(folder.resolve("opa.json"));
    JsonNode files = opa.path("files");
    List<String> different = new ArrayList<>();
    files
        .fields()
        .forEachRemaining(
            file -> {
              String name = file.getKey();
              BitSet covered = lines(file.getValue().path("covered"));
              BitSet missed = lines(file.getValue().path("not_covered"));
              compare(name + ", covered", report.coveredLines(name), covered, different);
              compare(name + ", missed", report.missedLines(name), missed, different);
            });
    assertThat(files).as("files in OPA's report").isNotEmpty();
    assertThat(different).isEqualTo(KNOWN.getOrDefault(folder.getFileName().toString(), List.of()));
    JsonNode counted = report.toJson();
    if (different.isEmpty()) {
      assertThat(counted.path("covered_lines")).isEqualTo(opa.path("covered_lines"));
      assertThat(counted.path("not_covered_lines")).isEqualTo(opa.path("not_covered_lines"));
    }
  }

  private static void compare(String what, BitSet got, BitSet wanted, List<String> different) {
    if (!got.equals(wanted)) {
      BitSet tooMany = (BitSet) got.clone();
      tooMany.andNot(wanted);
      BitSet lacking = (BitSet) wanted.clone();
      lacking.andNot(got);
      different.add(what + ": too many " + tooMany + ", lacking " + lacking);
    }
  }

  private CoverageReport report(Path folder) {
    Path data = folder.resolve("data.json");
    byte[] json = Files.exists(data) ? bytes(data) : "{}".getBytes(StandardCharsets.UTF_8);
    RegoProgram program = RegoProgram.load(RegoBundle.of(bytes(folder.resolve("plan.json")), json));
    RegoCoverage coverage = program.coverage();
    for (String test : program.entrypoints()) {
      if (!test.contains("/test_")) {
        continue; // annotated as an entry point in the policy itself
      }
      assertThat(
              coverage
                  .evaluate(test, null, Budget.DEFAULT, CLOCK)
                  .fold(Object::toString, () -> "undefined"))
          .as(test)
          .isEqualTo("true");
    }
    return coverage.report(sources(folder.equals(SHIPPED) ? SHIPPED_SOURCES : folder));
  }

  private static Map<String, String> sources(Path folder) {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".rego"))
          .forEach(
              file ->
                  sources.put(
                      folder.relativize(file).toString(),
                      new String(bytes(file), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static BitSet lines(JsonNode ranges) {
    BitSet lines = new BitSet();
    for (JsonNode range : ranges) {
      lines.set(range.at("/start/row").asInt(), range.at("/end/row").asInt() + 1);
    }
    return lines;
  }

  private JsonNode read(Path file) {
    try {
      return mapper.readTree(bytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
