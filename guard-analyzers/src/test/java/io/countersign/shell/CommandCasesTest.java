package io.countersign.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.analysis.Analysis;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everyday and destructive command lines, judged by everything that Countersign brings. */
final class CommandCasesTest {

  @TestFactory
  Stream<DynamicTest> analyze_eachCommand_isJudgedAsWritten() {
    return CommandCase.all().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.toString(),
                    () -> {
                      Analysis analysis = one.analyze();
                      assertThat(Classifier.classify(analysis).kind())
                          .as("%s%n%s%n%s", one.why(), one.command(), analysis)
                          .isEqualTo(one.expected());
                    }));
  }

  @Test
  void cases_areManyAndHalfOfThemHarmless() {
    List<CommandCase> cases = CommandCase.all();
    long harmless = cases.stream().filter(c -> c.expected() == Kind.NON_DESTRUCTIVE).count();
    assertThat(cases).hasSizeGreaterThan(1_500).doesNotHaveDuplicates();
    assertThat(cases.stream().map(CommandCase::command).distinct().count()).isEqualTo(cases.size());
    assertThat(harmless).isGreaterThan(cases.size() * 2 / 5);
  }
}
