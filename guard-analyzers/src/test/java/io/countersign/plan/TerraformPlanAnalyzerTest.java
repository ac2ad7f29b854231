package io.countersign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Artefact;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class TerraformPlanAnalyzerTest {

  private static final String DELETING =
      "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"aws_db_instance.a\",\"type\":\"aws_db_instance\",\"change\":{\"actions\":[\"delete\"],\"before\":{}}}]}";

  private final TerraformPlanAnalyzer analyzer = new TerraformPlanAnalyzer();

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    return CaseFiles.json("plan/terraform", "terraform_plan", analyzer);
  }

  @Test
  void analyze_planInAFile_isBoundByItsHash() {
    Analysis analysis =
        Analyzers.of(analyzer)
            .analyze(
                Calls.call(
                    "terraform_plan",
                    Calls.object("path", "/repo/plan.json"),
                    ImmutableMap.of("/repo/plan.json", DELETING)));

    assertThat(Classifier.classify(analysis).kind()).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(analysis.artefacts())
        .containsExactly(Artefact.of("/repo/plan.json", DELETING.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void analyze_binaryPlan_saysHowToPrintIt() {
    Analysis analysis =
        Analyzers.of(analyzer)
            .analyze(
                Calls.call(
                    "terraform_plan",
                    Calls.object("path", "/repo/tfplan"),
                    ImmutableMap.of("/repo/tfplan", "PK\u0003\u0004…")));

    assertThat(Calls.rules(analysis)).containsExactly("plan-binary");
    assertThat(analysis.unresolved().get(0).next()).contains("terraform show -json plan");
  }

  @Test
  void analyze_withStateAndPlanFile_bindsSerialLineageAndHash() {
    ObjectNode arguments = Calls.object("plan", DELETING, "plan_file", "/repo/tfplan");
    arguments.putObject("state").put("serial", 17).put("lineage", "4f0c");

    Analysis analysis =
        Analyzers.of(analyzer)
            .analyze(
                Calls.call("terraform_plan", arguments, ImmutableMap.of("/repo/tfplan", "bytes")));

    assertThat(analysis.preconditions())
        .containsEntry("terraform.state.serial", "17")
        .containsEntry("terraform.state.lineage", "4f0c");
    assertThat(analysis.artefacts())
        .containsExactly(Artefact.of("/repo/tfplan", "bytes".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void analyze_tenTimesTheChanges_takesTenTimesTheSteps() {
    // Steps, not milliseconds: the budget is what the analysis itself counts.
    assertThat(Classifier.classify(analyzeChanges(10_000)).kind()).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(analyzeChanges(10_000).unresolved()).isEmpty();
    assertThat(analyzeChanges(10_000).effects()).hasSize(20_000);
  }

  private Analysis analyzeChanges(int count) {
    ObjectNode arguments = Calls.object("{\"plan\":{\"format_version\":\"1.2\"}}");
    ArrayNode changes = ((ObjectNode) arguments.path("plan")).putArray("resource_changes");
    for (int i = 0; i < count; i++) {
      changes.add(
          Calls.object(
              "{\"address\":\"aws_db_instance.a["
                  + i
                  + "]\",\"type\":\"aws_db_instance\","
                  + "\"change\":{\"actions\":[\"update\"],\"before\":{\"deletion_protection\":true,"
                  + "\"tags\":{\"a\":\"b\"}},\"after\":{\"deletion_protection\":false}}}"));
    }
    return Calls.ask(analyzer, "terraform_plan", arguments);
  }
}
