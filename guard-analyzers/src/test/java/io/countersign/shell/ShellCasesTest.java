package io.countersign.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.analysis.Analysis;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Command lines and how they are judged, a family a file below {@code cases/shell}. A line is
 * verdict, command and reason, with tabs between: F is flagged destructive, U is unresolved, A is
 * neither.
 */
final class ShellCasesTest {

  @TestFactory
  Stream<DynamicTest> analyze_eachCase_isJudgedAsWritten() {
    return Stream.of("expansion", "control", "wrappers", "streams", "paths", "code", "data")
        .flatMap(ShellCasesTest::cases);
  }

  private static Stream<DynamicTest> cases(String family) {
    String resource = "/cases/shell/" + family + ".tsv";
    try (var in = ShellCasesTest.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> test(family, line));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DynamicTest test(String family, String line) {
    String[] columns = line.split("\t");
    String command = columns[1].replace("\\n", "\n");
    Kind expected =
        switch (columns[0]) {
          case "F" -> Kind.DESTRUCTIVE;
          case "U" -> Kind.UNRESOLVED;
          case "A" -> Kind.NON_DESTRUCTIVE;
          default -> throw new AssertionError("no such verdict: " + line);
        };
    return DynamicTest.dynamicTest(
        family + ": " + columns[1],
        () -> {
          Analysis analysis = TestShell.analyze(command);
          assertThat(Classifier.classify(analysis).kind())
              .as("%s%n%s", line, analysis)
              .isEqualTo(expected);
          analysis
              .effects()
              .forEach(
                  e ->
                      e.evidence()
                          .place()
                          .ifPresent(
                              s -> assertThat(s.end()).isLessThanOrEqualTo(command.length())));
        });
  }
}
