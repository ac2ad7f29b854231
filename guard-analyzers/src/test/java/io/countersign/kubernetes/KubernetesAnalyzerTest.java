package io.countersign.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Resource;
import io.countersign.call.Fact;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class KubernetesAnalyzerTest {

  private static final ImmutableSet<String> COME_BACK =
      ImmutableSet.of(
          "pods",
          "events",
          "endpoints",
          "endpointslices",
          "leases",
          "bindings",
          "componentstatuses");

  private final KubernetesAnalyzer analyzer = new KubernetesAnalyzer();

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    return CaseFiles.json("kubernetes", "kubernetes", analyzer);
  }

  @Test
  void analyze_namedObject_isIdentifiedWithItsPlace() {
    Resource hit =
        ask("{\"verb\":\"delete\",\"resource\":\"sts\",\"name\":\"ledger\",\"namespace\":\"pay\",\"context\":\"prod\"}")
            .effects()
            .get(0)
            .resource();

    assertThat(hit.type()).isEqualTo("kubernetes:statefulsets.apps");
    assertThat(hit.id()).isEqualTo("pay/statefulsets.apps/ledger");
    assertThat(hit.facts().known())
        .containsEntry(Fact.NAMESPACE, "pay")
        .containsEntry(Fact.KUBE_CONTEXT, "prod")
        .containsEntry(Fact.NAME, "ledger");
  }

  @Test
  void analyze_labelsOfAManifest_areTags() {
    Resource hit =
        ask("{\"verb\":\"apply\",\"manifest\":\"apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: c, labels: {env: prod}}\"}")
            .effects()
            .get(0)
            .resource();

    assertThat(hit.tags()).containsEntry("env", "prod");
  }

  @Test
  void analyze_everyReadingVerbOnEveryKind_isHarmless() {
    for (String kind : kinds()) {
      for (String verb : List.of("get", "list", "watch", "describe", "explain", "top")) {
        assertThat(kind(Calls.object("verb", verb, "resource", kind)))
            .as("%s %s", verb, kind)
            .isEqualTo(Kind.NON_DESTRUCTIVE);
      }
    }
  }

  @Test
  void analyze_deletingEveryKindThatDoesNotComeBack_isDestructive() {
    for (String kind : kinds()) {
      String resource = Splitter.on('.').splitToList(kind).get(0);
      if (COME_BACK.contains(resource) || resource.endsWith("reviews")) {
        continue;
      }
      assertThat(kind(Calls.object("verb", "delete", "resource", kind, "name", "x")))
          .as(kind)
          .isEqualTo(Kind.DESTRUCTIVE);
      assertThat(kind(Calls.object("verb", "deletecollection", "resource", kind)))
          .as(kind)
          .isEqualTo(Kind.DESTRUCTIVE);
    }
  }

  @Property(seed = "20261124", tries = 200)
  void analyze_orderOfArguments_doesNotMatter(@ForAll("cases") ObjectNode arguments) {
    ObjectNode turned = arguments.objectNode();
    for (Map.Entry<String, JsonNode> one : Lists.reverse(List.copyOf(arguments.properties()))) {
      turned.set(one.getKey(), one.getValue());
    }

    assertThat(Calls.rules(Calls.ask(analyzer, "kubernetes", turned)))
        .isEqualTo(Calls.rules(Calls.ask(analyzer, "kubernetes", arguments)));
  }

  @Property(seed = "20261124", tries = 200)
  void analyze_bodyAsText_isReadLikeTheBody(@ForAll("cases") ObjectNode arguments) {
    ObjectNode other = arguments.deepCopy();
    if (other.path("body").isContainerNode()) {
      other.put("body", other.path("body").toString());
    }

    assertThat(Calls.rules(Calls.ask(analyzer, "kubernetes", other)))
        .isEqualTo(Calls.rules(Calls.ask(analyzer, "kubernetes", arguments)));
  }

  @Provide
  Arbitrary<ObjectNode> cases() {
    List<ObjectNode> all = new ArrayList<>();
    StrictJson.upTo(1 << 24)
        .parse(CaseFiles.text(CaseFiles.in("kubernetes", ".json").get(0)))
        .forEach(one -> all.add((ObjectNode) one.path("arguments")));
    return Arbitraries.of(all);
  }

  private static List<String> kinds() {
    return Kinds.load().all().stream()
        .map(Kinds.Kind::qualified)
        .filter(name -> !name.equals("bindings"))
        .toList();
  }

  private Kind kind(ObjectNode arguments) {
    return Classifier.classify(Calls.ask(analyzer, "kubernetes", arguments)).kind();
  }

  private Analysis ask(String arguments) {
    return Calls.ask(analyzer, "kubernetes", Calls.object(arguments));
  }
}
