package io.countersign.shell;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.shell.syntax.Parser;

/** Entrances for a fuzzer; an ordinary build runs the seeds only. */
final class ShellFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void parse_anyBytes_answers(FuzzedDataProvider data) {
    new Parser().parse(data.consumeRemainingAsString());
  }

  @FuzzTest(maxDuration = "60s")
  void analyze_anyBytes_answers(FuzzedDataProvider data) {
    TestShell.analyze(data.consumeRemainingAsString());
  }
}
