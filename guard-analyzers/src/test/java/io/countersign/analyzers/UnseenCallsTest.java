package io.countersign.analyzers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.FileView;
import io.countersign.analysis.Workspace;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Calls of every structured tool, written without a look at the analyzers, through all of them. */
final class UnseenCallsTest {

  private final Analyzers analyzers =
      new Analyzers(
          StandardAnalyzers.all(), EnvironmentRules.NONE, Workspace.DEFAULT, FileView.none());

  @TestFactory
  Stream<DynamicTest> calls_haveTheirVerdict() {
    Path file = CaseFiles.in("calls.txt", ".txt").get(0);
    return CaseFiles.text(file)
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> dynamicTest(line, () -> check(line)));
  }

  private void check(String line) {
    String[] parts = line.split(" ", 3);
    ObjectNode arguments = Calls.object(parts[2]);
    Analysis analysis = analyzers.analyze(Calls.call(parts[1], arguments));

    assertThat(Classifier.classify(analysis).kind())
        .as("%s", Calls.rules(analysis))
        .isEqualTo(
            switch (parts[0]) {
              case "F" -> Kind.DESTRUCTIVE;
              case "U" -> Kind.UNRESOLVED;
              case "A" -> Kind.NON_DESTRUCTIVE;
              default -> throw new IllegalArgumentException(line);
            });
  }
}
