package io.countersign.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.call.Fact;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.http.Together;
import io.countersign.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AzureAnalyzerTest {

  private final AzureOperations operations = AzureOperations.load();
  private final AzureAnalyzer analyzer = AzureAnalyzer.on(operations);

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    return CaseFiles.json("cloud/azure", "azure", analyzer);
  }

  @Test
  void analyze_samePathsAsHttpRequests_answerTheSame() {
    Together http = Together.http(List.of(new AzureRequests()), analyzer);
    String text = CaseFiles.text(CaseFiles.in("cloud/azure", ".json").get(0));
    StrictJson.upTo(1 << 22)
        .parse(text)
        .forEach(
            one -> {
              ObjectNode arguments = (ObjectNode) one.path("arguments");
              if (arguments.has("url")) {
                assertThat(Calls.rules(Calls.ask(http, "http", arguments)))
                    .as(one.path("name").asText())
                    .isEqualTo(Calls.rules(Calls.ask(analyzer, "azure", arguments)));
              }
            });
  }

  @Test
  void analyze_everyDelete_isDestructive() {
    List<String> missed = new ArrayList<>();
    for (AzureOperation operation : operations.all()) {
      if (!operation.http().equals("DELETE")) {
        continue;
      }
      String path = "/" + String.join("/", operation.parts()).replace("{}", "x");
      ObjectNode call = Calls.object("method", "DELETE", "url", path);
      if (Classifier.classify(Calls.ask(analyzer, "azure", call)).kind() != Kind.DESTRUCTIVE) {
        missed.add(operation.name());
      }
    }

    assertThat(operations.all()).hasSizeGreaterThan(1_500);
    assertThat(missed).isEmpty();
  }

  @Test
  void analyze_resourceId_namesSubscriptionGroupAndName() {
    Analysis analysis =
        Calls.ask(
            analyzer,
            "azure",
            Calls.object(
                "method",
                "DELETE",
                "url",
                "/subscriptions/1/resourceGroups/prod/providers/Microsoft.Sql/servers/s/databases/crm"));

    assertThat(analysis.effects().get(0).resource().type())
        .isEqualTo("azure:microsoft.sql/servers/databases");
    assertThat(analysis.effects().get(0).resource().facts().known())
        .containsEntry(Fact.ACCOUNT, "1")
        .containsEntry(Fact.NAMESPACE, "prod")
        .containsEntry(Fact.NAME, "crm");
  }
}
