package io.countersign.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.rego.RegoCoverage;
import io.countersign.rego.RegoProgram;
import io.countersign.rego.RegoResult;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.explain.Explained;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Compares with what OPA answers to random modules; {@code guard-rego/conformance/generated/run}
 * writes them. Explanations and coverage have to leave the answer as it is.
 */
final class GeneratedModulesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final JsonReader JSON = new JsonReader(JsonLimits.INPUT);

  /** Of the generator's lines; a mapper would write numbers in another way. */
  private static final JsonReader LINES = new JsonReader(new JsonLimits(200, 10_000_000, false));

  private static final int MOST = 20;

  private final List<String> different = new ArrayList<>();
  private int compared;

  @Test
  @EnabledIfSystemProperty(named = "rego.generated", matches = ".+")
  void evaluate_randomModules_answersAsOpa() throws IOException {
    compare(Path.of(System.getProperty("rego.generated")));

    System.out.println(compared + " compared");
    assertThat(different).isEmpty();
    assertThat(compared).isPositive();
  }

  private void compare(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        RegoObject line = (RegoObject) LINES.read(text);
        RegoProgram program =
            RegoProgram.load(RegoBundle.of(bytes(line, "plan"), bytes(line, "data")));
        RegoCoverage coverage = program.coverage();
        String entrypoint = program.entrypoints().iterator().next();
        for (Value each : (RegoArray) Objects.requireNonNull(line.get("cases"))) {
          compare(line, (RegoObject) each, program, coverage, entrypoint);
        }
      }
    }
  }

  private void compare(
      RegoObject line,
      RegoObject each,
      RegoProgram program,
      RegoCoverage coverage,
      String entrypoint) {
    compared++;
    Value input = program.input(bytes(each, "input"));
    String wanted = wanted(each);
    check(
        line,
        each,
        wanted,
        "evaluate",
        ask(() -> program.evaluate(entrypoint, input, Budget.DEFAULT, CLOCK)));
    if (compared % 10 == 0) {
      check(
          line,
          each,
          wanted,
          "tree",
          ask(
              () ->
                  program.evaluate(entrypoint, program.input(tree(each)), Budget.DEFAULT, CLOCK)));
      check(line, each, wanted, "explanation", ask(() -> explained(program, entrypoint, input)));
      check(
          line,
          each,
          wanted,
          "coverage",
          ask(() -> coverage.evaluate(entrypoint, input, Budget.DEFAULT, CLOCK)));
    }
  }

  private static RegoResult explained(RegoProgram program, String entrypoint, Value input) {
    Explained<RegoResult> explained = program.explain(entrypoint, input, Budget.DEFAULT, CLOCK);
    assertThat(explained.explanation().ruleSets()).isNotEmpty();
    return explained.answer();
  }

  private void check(RegoObject line, RegoObject each, String wanted, String how, String got) {
    if (!got.equals(wanted) && different.size() < MOST) {
      different.add(
          how
              + " of "
              + line.get("package")
              + "\n  input  "
              + each.get("input")
              + "\n  wanted "
              + wanted
              + "\n  got    "
              + got
              + "\n"
              + ((RegoString) Objects.requireNonNull(line.get("source"))).value());
    }
  }

  private static String wanted(RegoObject each) {
    if (each.get("error") != null) {
      return "error";
    }
    Value want = each.get("want");
    return want == null ? "undefined" : want.toString();
  }

  private static String ask(Supplier<RegoResult> asking) {
    try {
      return asking
          .get()
          .fold(value -> JSON.read(JsonWriter.toJson(value)).toString(), () -> "undefined");
    } catch (RegoException e) {
      return e.code().id().startsWith("rego-conflict") ? "error" : String.valueOf(e.getMessage());
    }
  }

  private static byte[] bytes(RegoObject from, String name) {
    return JsonWriter.toJson(Objects.requireNonNull(from.get(name)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode tree(RegoObject each) {
    return JsonWriter.toTree(Objects.requireNonNull(each.get("input")));
  }
}
