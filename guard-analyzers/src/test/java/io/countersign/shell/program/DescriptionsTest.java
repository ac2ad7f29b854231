package io.countersign.shell.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.classification.Classification;
import io.countersign.classification.Kind;
import io.countersign.classification.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every description can be read, is in the index, and does what its examples say. */
final class DescriptionsTest {

  private static final Path ROOT = Path.of("src/main/resources/io/countersign/shell/program");

  private final StandardPrograms programs = StandardPrograms.load();

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".prog")).sorted().toList();
    }
  }

  static String family(Path file) {
    String name = ROOT.relativize(file).toString().replace('\\', '/');
    return name.substring(0, name.length() - ".prog".length());
  }

  @TestFactory
  Stream<DynamicTest> example_asItsMarkSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files()) {
      for (String line : Files.readAllLines(file)) {
        if (DescriptionReader.isExample(line)) {
          String text = line.strip();
          tests.add(
              DynamicTest.dynamicTest(
                  family(file) + ": " + text,
                  () -> assertThat(mark(text)).as("%s", analysis(text)).isEqualTo(text.charAt(0))));
        }
      }
    }
    return tests.stream();
  }

  private String analysis(String example) {
    return ExampleLine.analyze(programs, example.substring(2).strip()).toString();
  }

  /** The mark that the answer deserves, or the one it has where several fit. */
  private char mark(String example) {
    Classification answer = ExampleLine.classify(programs, example.substring(2).strip());
    return switch (answer.kind()) {
      case DESTRUCTIVE -> '!';
      case UNRESOLVED -> '?';
      case NON_DESTRUCTIVE ->
          example.charAt(0) == '~' && answer.severity() == Severity.NONE ? '0' : mild(example);
    };
  }

  private static char mild(String example) {
    return example.charAt(0) == '~' ? '~' : '+';
  }

  @Test
  void index_namesEveryProgramOfEveryFile() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (Path file : files()) {
      StringBuilder names = new StringBuilder();
      for (String line : Files.readAllLines(file)) {
        if (DescriptionReader.isHead(line)) {
          names.append(' ').append(String.join(" ", DescriptionReader.names(line)));
        }
      }
      expected.put(family(file), names.toString().trim());
    }
    if (Boolean.getBoolean("programs.index.write")) {
      StringBuilder index =
          new StringBuilder(
              "# Which file describes a program: one line a file. A test compares it with the files;\n# -Dprograms.index.write=true writes it.\n");
      expected.forEach(
          (family, names) -> index.append(family).append(": ").append(names).append('\n'));
      Files.writeString(ROOT.resolve("families.txt"), index.toString());
    }
    Map<String, String> found = new TreeMap<>();
    for (String line : Files.readAllLines(ROOT.resolve("families.txt"))) {
      if (!line.startsWith("#") && line.contains(":")) {
        int colon = line.indexOf(':');
        found.put(line.substring(0, colon), line.substring(colon + 1).trim());
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void program_everyOneOfTheIndex_isFoundAndAnswersWithoutArguments() throws IOException {
    for (String line : Files.readAllLines(ROOT.resolve("families.txt"))) {
      if (line.startsWith("#")) {
        continue;
      }
      for (String name : line.substring(line.indexOf(':') + 1).trim().split(" ")) {
        assertThat(ExampleLine.classify(programs, name).kind())
            .as(name)
            .isIn((Object[]) Kind.values());
      }
    }
  }
}
