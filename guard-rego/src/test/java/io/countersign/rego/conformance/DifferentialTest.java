package io.countersign.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countersign.rego.RegoProgram;
import io.countersign.rego.RegoResult;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Compares with what OPA answered on random inputs; `guard-rego/conformance/differential/run` asks
 * both.
 */
final class DifferentialTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final JsonReader JSON = new JsonReader(JsonLimits.INPUT);

  private final Map<String, RegoProgram> programs = new HashMap<>();
  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @Test
  @EnabledIfSystemProperty(named = "rego.differential", matches = ".+")
  void evaluate_randomInputs_answersAsOpa() throws IOException {
    List<String> different = compare(Path.of(System.getProperty("rego.differential")));

    assertThat(different).isEmpty();
  }

  private List<String> compare(Path file) throws IOException {
    List<String> different = new ArrayList<>();
    int compared = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        JsonNode line = mapper.readTree(text);
        RegoProgram program =
            programs.computeIfAbsent(line.path("bundle").asText(), DifferentialTest::load);
        if (program.entrypoints().contains(line.path("entrypoint").asText())) {
          compared++;
          String got = ask(program, line);
          String wanted = wanted(line);
          if (!got.equals(wanted) && different.size() < 20) {
            different.add(text + "\n  wanted " + wanted + "\n  got    " + got);
          }
        }
      }
    }
    System.out.println(compared + " compared");
    return different;
  }

  private static RegoProgram load(String bundle) {
    return RegoProgram.load(RegoBundle.read(Path.of("src/test/resources/bundles").resolve(bundle)));
  }

  private static String wanted(JsonNode line) {
    if (line.path("error").asBoolean()) {
      return "error";
    }
    return line.path("defined").asBoolean()
        ? JSON.read(line.path("want").toString()).toString()
        : "undefined";
  }

  private static String ask(RegoProgram program, JsonNode line) {
    Value input = program.input(line.path("input").toString().getBytes(StandardCharsets.UTF_8));
    try {
      RegoResult result =
          program.evaluate(line.path("entrypoint").asText(), input, Budget.DEFAULT, CLOCK);
      return result.fold(
          value -> JSON.read(JsonWriter.toJson(value)).toString(), () -> "undefined");
    } catch (RegoException e) {
      return e.code().id().startsWith("rego-conflict") ? "error" : e.getMessage();
    }
  }

  /** Without JUnit, for development. */
  public static void main(String[] args) throws IOException {
    new DifferentialTest().compare(Path.of(args[0])).forEach(System.out::println);
  }
}
