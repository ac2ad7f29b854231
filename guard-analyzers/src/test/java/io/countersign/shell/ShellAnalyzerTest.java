package io.countersign.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.problem.Span;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class ShellAnalyzerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Kind kindOf(String argumentsJson) throws Exception {
    ObjectNode arguments = (ObjectNode) JSON.readTree(argumentsJson);
    return Classifier.classify(TestShell.call(arguments, ImmutableMap.of())).kind();
  }

  @Test
  void analyze_wordsInsteadOfText_areRunWithoutAShell() throws Exception {
    assertThat(kindOf("{\"command\":[\"bash\",\"-lc\",\"ls && zap all\"]}"))
        .isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kindOf("{\"command\":[\"echo\",\"; zap all\"]}")).isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(kindOf("{\"command\":\"zap\",\"args\":[\"all\"]}")).isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void analyze_noCommand_isUnresolved() throws Exception {
    assertThat(kindOf("{}")).isEqualTo(Kind.UNRESOLVED);
    assertThat(kindOf("{\"command\":7}")).isEqualTo(Kind.UNRESOLVED);
    assertThat(kindOf("{\"command\":[\"ls\",7]}")).isEqualTo(Kind.UNRESOLVED);
  }

  @Test
  void analyze_relativePath_followsTheDirectoryOfTheCall() throws Exception {
    assertThat(kindOf("{\"command\":\"rm -rf build\",\"cwd\":\"/home/dev/app\"}"))
        .isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(kindOf("{\"command\":\"rm -rf build\",\"cwd\":\"/\"}")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kindOf("{\"command\":\"rm -rf x\",\"cwd\":\"/home/dev\"}"))
        .isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void analyze_scriptWithItsContentAtHand_isReadAndBound() {
    ImmutableMap<String, String> files =
        ImmutableMap.of("/home/dev/app/run.sh", "#!/bin/bash\nzap \"$1\"\n");
    Analysis analysis = TestShell.analyze("bash run.sh all", files);
    assertThat(Classifier.classify(analysis).kind()).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(analysis.artefacts())
        .extracting(a -> a.name())
        .containsExactly("/home/dev/app/run.sh");
    assertThat(TestShell.kind("bash run.sh all")).isEqualTo(Kind.UNRESOLVED);
  }

  @Test
  void analyze_evidenceInsideAQuotedScript_pointsIntoTheLine() {
    String command = "bash -c 'ls && rm -rf /srv'";
    Span span = TestShell.analyze(command).effects().get(0).evidence().place().orElseThrow();
    assertThat(span.in(command)).isEqualTo("/srv");
  }

  @Test
  void analyze_fiftyThousandHarmlessCommands_isHarmless() {
    String text = "ls -l\n".repeat(50_000);
    Kind kind =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> TestShell.kind(text));
    assertThat(kind).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void analyze_dangerBehindFiftyThousandCommands_isSeen() {
    assertThat(TestShell.kind("ls -l\n".repeat(50_000) + "zap all")).isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void analyze_tenThousandLevels_isUnresolved() {
    assertThat(TestShell.kind("$(".repeat(10_000))).isEqualTo(Kind.UNRESOLVED);
    assertThat(TestShell.kind("( ".repeat(10_000) + "ls" + " )".repeat(10_000)))
        .isEqualTo(Kind.UNRESOLVED);
  }

  @Test
  void analyze_functionsThatMultiply_endWithinTheBudget() {
    StringBuilder text = new StringBuilder("f0() { ls; }\n");
    for (int i = 1; i < 30; i++) {
      text.append("f").append(i).append("() { ");
      text.append(("f" + (i - 1) + "; ").repeat(10)).append("}\n");
    }
    text.append("f29\n");
    Kind kind =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> TestShell.kind(text.toString()));
    assertThat(kind).isEqualTo(Kind.UNRESOLVED);
  }
}
