package io.countersign.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.analysis.Analysis;
import io.countersign.shell.syntax.Parser;

/** Entrances for a fuzzer; an ordinary build runs the seeds only. */
final class ShellFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void parse_anyBytes_answers(FuzzedDataProvider data) {
    assertThat(new Parser().parse(data.consumeRemainingAsString())).isNotNull();
  }

  @FuzzTest(maxDuration = "60s")
  void analyze_anyBytes_pointsIntoTheText(FuzzedDataProvider data) {
    String line = data.consumeRemainingAsString();

    Analysis analysis = TestShell.analyze(line);

    assertThat(analysis.unresolved())
        .allSatisfy(
            problem ->
                problem
                    .place()
                    .ifPresent(span -> assertThat(span.end()).isBetween(0, line.length())));
  }
}
