package io.countersign.rego.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A group of cases that are not expected to pass.
 *
 * @param group folder of the case files, or the beginning of the case's note
 * @param count how many cases of the group fail
 */
record Exclusion(String group, int count, String reason) {
  static List<Exclusion> all() {
    try {
      return Files.readAllLines(Path.of("src/test/resources/conformance/exclusions.tsv")).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .map(parts -> new Exclusion(parts[0], Integer.parseInt(parts[1]), parts[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean covers(ConformanceCase each) {
    return each.file().startsWith(group + "/") || each.note().startsWith(group);
  }
}
