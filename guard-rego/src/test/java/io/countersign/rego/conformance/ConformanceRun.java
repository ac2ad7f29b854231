package io.countersign.rego.conformance;

import io.countersign.rego.builtin.Builtins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Development aid: prints the failing cases by folder. */
final class ConformanceRun {
  private ConformanceRun() {}

  public static void main(String[] args) throws IOException {
    Builtins builtins = ConformanceCase.builtins();
    Map<String, Integer> failed = new TreeMap<>();
    int passed = 0;
    int total = 0;
    for (String json : Files.readAllLines(Path.of(args[0]))) {
      ConformanceCase each = ConformanceCase.parse(json);
      if (args.length > 1 && !each.note().contains(args[1]) && !each.file().contains(args[1])) {
        continue;
      }
      total++;
      String wrong = each.check(builtins);
      if (wrong == null) {
        passed++;
      } else {
        failed.merge(each.file().replaceAll("/[^/]*$", ""), 1, Integer::sum);
        System.out.println("FAIL " + each.note() + " (" + each.file() + ")\n    " + wrong);
      }
    }
    System.out.println("by folder: " + failed);
    System.out.println("passed " + passed + " of " + total);
  }
}
