package io.countersign.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.countersign.rego.builtin.Builtins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Our own cases, written from Rego's language reference. They are compiled and committed, so that
 * no Go is needed here.
 */
final class OwnCasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/cases");

  private final Builtins builtins = Builtins.standard();

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    return compiled().stream()
        .map(each -> dynamicTest(each.note(), () -> assertThat(each.check(builtins)).isNull()));
  }

  @Test
  void compiledCases_areThoseOfTheSources() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.list(FOLDER)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .flatMap(file -> lines(file).stream())
              .filter(line -> line.startsWith("  - note: "))
              .map(line -> "own/" + line.substring("  - note: ".length()))
              .toList();
    }

    assertThat(compiled().stream().map(ConformanceCase::note))
        .containsExactlyInAnyOrderElementsOf(sources);
  }

  private static List<ConformanceCase> compiled() throws IOException {
    return Files.readAllLines(FOLDER.resolve("compiled.jsonl")).stream()
        .map(ConformanceCase::parse)
        .toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
