package io.countersign.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzer;
import io.countersign.classification.Classification;
import io.countersign.classification.Classifier;
import io.countersign.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Turns the files below a folder of {@code src/test/resources/cases} into tests. A JSON file is an
 * array of cases with {@code name}, {@code arguments}, {@code expect}, and as far as the case cares
 * {@code rules} (every rule and code, sorted) and {@code severity}.
 */
public final class CaseFiles {

  private static final Path ROOT = Path.of("src/test/resources/cases");

  private CaseFiles() {}

  /** All files below a folder with an ending, sorted. */
  public static ImmutableList<Path> in(String folder, String ending) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      ImmutableList<Path> found =
          files
              .filter(file -> file.toString().endsWith(ending))
              .sorted()
              .collect(ImmutableList.toImmutableList());
      assertThat(found).as("case files in %s", folder).isNotEmpty();
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a case file. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON cases of a folder as tests of one analyzer. */
  public static Stream<DynamicTest> json(String folder, String tool, Analyzer analyzer) {
    return json(folder, tool, analyzer, ".json");
  }

  /** The same for the files with an ending of their own. */
  public static Stream<DynamicTest> json(
      String folder, String tool, Analyzer analyzer, String ending) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : in(folder, ending)) {
      for (JsonNode one : StrictJson.upTo(1 << 24).parse(text(file))) {
        String name = file.getFileName() + ": " + one.path("name").asText();
        tests.add(DynamicTest.dynamicTest(name, () -> check(one, tool, analyzer)));
      }
    }
    return tests.stream();
  }

  private static void check(JsonNode one, String tool, Analyzer analyzer) {
    Analysis analysis = Calls.ask(analyzer, one.path("tool").asText(tool), one.path("arguments"));
    Classification answer = Classifier.classify(analysis);
    assertThat(answer.kind().name()).as("%s", analysis).isEqualTo(one.path("expect").asText());
    if (one.has("severity")) {
      assertThat(answer.severity().name())
          .as("%s", analysis)
          .isEqualTo(one.path("severity").asText());
    }
    if (one.has("rules")) {
      ImmutableList.Builder<String> rules = ImmutableList.builder();
      one.path("rules").forEach(rule -> rules.add(rule.asText()));
      assertThat(Calls.rules(analysis)).as("%s", analysis).isEqualTo(rules.build());
    }
  }
}
