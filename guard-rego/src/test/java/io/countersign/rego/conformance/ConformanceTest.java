package io.countersign.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rego.builtin.Builtins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs the cases that guard-rego/conformance compiled; `guard-rego/conformance/run` does both. */
final class ConformanceTest {
  @Test
  @EnabledIfSystemProperty(named = "rego.conformance", matches = ".+")
  void evaluate_opasOwnCases_givesOpasResults() throws IOException {
    Builtins builtins = ConformanceCase.builtins();
    Map<Exclusion, Integer> excluded = new LinkedHashMap<>();
    Exclusion.all().forEach(exclusion -> excluded.put(exclusion, 0));
    List<String> failed = new ArrayList<>();
    int passed = 0;
    for (String line : Files.readAllLines(Path.of(System.getProperty("rego.conformance")))) {
      ConformanceCase each = ConformanceCase.parse(line);
      String wrong = each.check(builtins);
      Exclusion exclusion =
          excluded.keySet().stream().filter(one -> one.covers(each)).findFirst().orElse(null);
      if (wrong == null) {
        passed++;
      } else if (exclusion == null) {
        failed.add(each.note() + " (" + each.file() + "): " + wrong);
      } else {
        excluded.merge(exclusion, 1, Integer::sum);
      }
    }
    int left = excluded.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(passed + " passed, " + failed.size() + " failed, " + left + " excluded");

    assertThat(failed).isEmpty();
    assertThat(passed).isGreaterThan(4_000);
    assertThat(excluded)
        .allSatisfy(
            (exclusion, count) ->
                assertThat(count).as(exclusion.group()).isEqualTo(exclusion.count()));
  }

  /** Whoever adds an exclusion meets this number, and has to say why it grows. */
  @Test
  void exclusions_ofAllCases_areNoMoreThanKnown() {
    assertThat(Exclusion.all().stream().mapToInt(Exclusion::count).sum()).isLessThanOrEqualTo(362);
  }

  @Test
  void documentation_namesEveryExclusion_withItsCount() throws IOException {
    String page = Files.readString(Path.of("../docs/rego/conformance.md"));

    assertThat(Exclusion.all())
        .allSatisfy(
            one ->
                assertThat(page)
                    .contains(
                        "| `" + one.group() + "` | " + one.count() + " | " + one.reason() + " |"));
  }
}
