package io.countersign.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.Analyzers;
import io.countersign.cases.Calls;
import io.countersign.http.HttpAnalyzer;
import io.countersign.kubernetes.KubernetesAnalyzer;
import io.countersign.plan.AnsibleCheckAnalyzer;
import io.countersign.plan.CdkDiffAnalyzer;
import io.countersign.plan.CloudFormationChangeSetAnalyzer;
import io.countersign.plan.KubernetesDiffAnalyzer;
import io.countersign.plan.PulumiPreviewAnalyzer;
import io.countersign.plan.TerraformPlanAnalyzer;
import io.countersign.sql.SqlAnalyzer;
import java.util.List;

/**
 * Entrances for a fuzzer: plans, statements, requests and manifests. An ordinary build runs the
 * seeds only; {@code JAZZER_FUZZ=1} makes it fuzz one of them.
 */
final class StructuredFuzzTest {

  private static final String[] DIALECTS = {
    "postgres", "mysql", "sqlite", "oracle", "tsql", "snowflake", "bigquery", "sparksql", "generic"
  };

  private static final String[] PLANS = {
    "terraform_plan plan",
    "pulumi_preview preview",
    "cloudformation_change_set change_set",
    "cdk_diff diff",
    "kubernetes_diff diff",
    "ansible_check output"
  };

  private final Analyzers analyzers =
      Analyzers.of(
          new SqlAnalyzer(),
          new HttpAnalyzer(List.of()),
          new KubernetesAnalyzer(),
          new TerraformPlanAnalyzer(),
          new PulumiPreviewAnalyzer(),
          new CloudFormationChangeSetAnalyzer(),
          new CdkDiffAnalyzer(),
          new KubernetesDiffAnalyzer(),
          new AnsibleCheckAnalyzer());

  private void answers(String tool, ObjectNode arguments) {
    Analysis analysis = analyzers.analyze(Calls.call(tool, arguments));

    // A failure inside is caught, and shows as this code.
    assertThat(analysis.unresolved())
        .extracting(problem -> problem.code().id())
        .doesNotContain(AnalysisCode.ANALYZER_FAILED.id());
  }

  private static ObjectNode arguments() {
    return JsonNodeFactory.instance.objectNode();
  }

  @FuzzTest(maxDuration = "60s")
  void plan_anyBytes_isAnswered(FuzzedDataProvider data) {
    String[] plan = data.pickValue(PLANS).split(" ");
    answers(plan[0], arguments().put(plan[1], data.consumeRemainingAsString()));
  }

  @FuzzTest(maxDuration = "60s")
  void statement_anyBytes_isAnswered(FuzzedDataProvider data) {
    ObjectNode arguments = arguments().put("dialect", data.pickValue(DIALECTS));
    answers("sql", arguments.put("statement", data.consumeRemainingAsString()));
  }

  @FuzzTest(maxDuration = "60s")
  void request_anyBytes_isAnswered(FuzzedDataProvider data) {
    ObjectNode arguments = arguments().put("method", data.consumeString(8));
    arguments.put("url", "https://" + data.consumeString(80));
    answers("http", arguments.put("body", data.consumeRemainingAsString()));
  }

  @FuzzTest(maxDuration = "60s")
  void manifest_anyBytes_isAnswered(FuzzedDataProvider data) {
    ObjectNode arguments = arguments().put("verb", data.consumeBoolean() ? "apply" : "delete");
    answers("kubernetes", arguments.put("manifest", data.consumeRemainingAsString()));
  }
}
