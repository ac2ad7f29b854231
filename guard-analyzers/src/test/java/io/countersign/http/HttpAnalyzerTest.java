package io.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.call.Fact;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.cloud.aws.AwsAnalyzer;
import io.countersign.cloud.aws.AwsOperations;
import io.countersign.cloud.aws.AwsRequests;
import io.countersign.kubernetes.KubernetesAnalyzer;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class HttpAnalyzerTest {

  private static final AwsOperations OPERATIONS = AwsOperations.load();

  private final Together analyzers =
      new Together(
          List.of(
              new HttpAnalyzer(List.of(new AwsRequests(OPERATIONS))),
              AwsAnalyzer.on(OPERATIONS),
              new KubernetesAnalyzer()));

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    return CaseFiles.json("http", "http", analyzers);
  }

  @Test
  void analyze_urlWithPortAndUser_namesTheHost() {
    Analysis analysis =
        Calls.ask(
            analyzers,
            "http",
            Calls.object("method", "DELETE", "url", "https://me:pw@API.Example.com:8443/orders/1"));

    assertThat(analysis.effects().get(0).resource().id()).isEqualTo("api.example.com/orders/1");
    assertThat(analysis.effects().get(0).resource().facts().known())
        .containsEntry(Fact.HOST, "api.example.com");
  }

  @Property(seed = "20261124", tries = 500)
  void analyze_anyText_isAnsweredAndGetNeverFlagged(
      @ForAll @StringLength(max = 60) String text, @ForAll @StringLength(max = 60) String body) {
    ObjectNode call = Calls.object("method", "GET", "url", "https://host.example/" + text);
    call.put("body", body);

    assertThat(Classifier.classify(Calls.ask(analyzers, "http", call)).kind())
        .isNotEqualTo(Kind.DESTRUCTIVE);
  }

  @Property(seed = "20261124", tries = 500)
  void analyze_deleteOfAnyPath_isNeverUnresolved(@ForAll @StringLength(max = 60) String path) {
    ObjectNode call =
        Calls.object("method", "DELETE", "url", "https://host.example/" + path.replace('#', 'x'));

    assertThat(Calls.ask(analyzers, "http", call).effects()).isNotEmpty();
  }

  @Property(seed = "20261124", tries = 300)
  void mutations_anyText_areReadToTheEnd(@ForAll @StringLength(max = 200) String text) {
    assertThat(
            GraphQl.mutations("mutation { deleteUser(id: 1) }" + text.replaceAll("[{}()\"#]", "")))
        .hasValueSatisfying(fields -> assertThat(fields).contains("deleteUser"));
  }
}
