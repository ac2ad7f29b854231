package io.countersign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzer;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class OtherPlansTest {

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    Map<String, Analyzer> folders =
        Map.of(
            "plan/cloudformation", new CloudFormationChangeSetAnalyzer(),
            "plan/cdk", new CdkDiffAnalyzer(),
            "plan/pulumi", new PulumiPreviewAnalyzer(),
            "plan/kubernetes", new KubernetesDiffAnalyzer(),
            "plan/ansible", new AnsibleCheckAnalyzer());
    return folders.entrySet().stream()
        .flatMap(folder -> CaseFiles.json(folder.getKey(), "", folder.getValue()));
  }

  @Test
  void analyze_objectThatTheDiffTakesAway_isJudgedByTheKubernetesAnalysis() {
    String diff =
        "{\"diff\":{\"before\":[{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"pay\"}}],\"after\":[]}}";

    Analysis analysis =
        Calls.ask(new KubernetesDiffAnalyzer(), "kubernetes_diff", Calls.object(diff));

    // Nobody here plays that analysis, so the question itself comes back.
    assertThat(analysis.unresolved())
        .extracting(p -> p.what())
        .anyMatch(w -> w.contains("`kubernetes`"));
  }

  @Test
  void plural_kindsOfKubernetesItself_areTheirResources() {
    assertThat(KubernetesDiffAnalyzer.plural("NetworkPolicy")).isEqualTo("networkpolicies");
    assertThat(KubernetesDiffAnalyzer.plural("Ingress")).isEqualTo("ingresses");
    assertThat(KubernetesDiffAnalyzer.plural("Endpoints")).isEqualTo("endpoints");
    assertThat(KubernetesDiffAnalyzer.plural("StatefulSet")).isEqualTo("statefulsets");
    assertThat(KubernetesDiffAnalyzer.plural("Gateway")).isEqualTo("gateways");
  }
}
