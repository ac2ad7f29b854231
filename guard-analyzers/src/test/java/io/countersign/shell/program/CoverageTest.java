package io.countersign.shell.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of what is known, in docs, says what the descriptions say. */
final class CoverageTest {

  private static final Path TABLE = Path.of("../docs/programs-coverage.md");

  @Test
  void table_saysWhatIsDescribed() throws IOException {
    String expected = table();
    if (Boolean.getBoolean("programs.index.write")) {
      Files.writeString(TABLE, expected);
    }
    assertThat(Files.readString(TABLE)).isEqualTo(expected);
  }

  private static String table() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            # Programs that are known

            Generated from the descriptions by `CoverageTest` (`-Dprograms.index.write=true` writes it). Subcommands and examples are counted, and
            an alias counts as a subcommand. Tools of which only the kind is known are not listed: see `tools.txt`.

            | family | programs | subcommands | examples |
            | --- | --- | ---: | ---: |
            """);
    for (Path file : DescriptionsTest.files()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!DescriptionReader.isHead(lines.get(i))) {
          continue;
        }
        List<String> section = new ArrayList<>();
        section.add(lines.get(i));
        while (i + 1 < lines.size() && !DescriptionReader.isHead(lines.get(i + 1))) {
          section.add(lines.get(++i));
        }
        List<String> names = DescriptionReader.names(section.get(0));
        Node root = DescriptionReader.read(section, names.get(0));
        table
            .append("| ")
            .append(DescriptionsTest.family(file))
            .append(" | ")
            .append(names.stream().map(CoverageTest::cell).collect(Collectors.joining(" ")))
            .append(" | ")
            .append(subcommands(root))
            .append(" | ")
            .append(section.stream().filter(DescriptionReader::isExample).count())
            .append(" |\n");
      }
    }
    return table.toString();
  }

  private static String cell(String name) {
    return "`" + name.replace("|", "\\|") + "`";
  }

  private static int subcommands(Node node) {
    int count = node.children.size();
    for (Node child : List.copyOf(new java.util.LinkedHashSet<>(node.children.values()))) {
      count += subcommands(child);
    }
    return count;
  }
}
