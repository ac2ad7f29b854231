package io.countersign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classification;
import io.countersign.classification.Classifier;
import io.countersign.json.StrictJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws that hold for every plan that can be put together from the changes of the case files. */
final class PlanLawsTest {

  private static final List<JsonNode> CHANGES = changes();

  private final TerraformPlanAnalyzer analyzer = new TerraformPlanAnalyzer();

  @Property(seed = "20261124", tries = 500)
  void anotherChange_neverLowersTheAnswer(
      @ForAll("plans") List<JsonNode> plan, @ForAll("change") JsonNode more) {
    Classification before = classify(plan);
    List<JsonNode> larger = new ArrayList<>(plan);
    larger.add(more);

    Classification after = classify(larger);

    assertThat(after.kind()).isGreaterThanOrEqualTo(before.kind());
    assertThat(after.severity()).isGreaterThanOrEqualTo(before.severity());
  }

  @Property(seed = "20261124", tries = 200)
  void orderOfChangesAndMembers_doesNotMatter(
      @ForAll("plans") List<JsonNode> plan, @ForAll long seed) {
    List<JsonNode> shuffled = new ArrayList<>();
    Random random = new Random(seed);
    plan.forEach(change -> shuffled.add(shuffled(change, random)));
    Collections.shuffle(shuffled, random);

    assertThat(Calls.rules(analyze(shuffled))).isEqualTo(Calls.rules(analyze(plan)));
    assertThat(classify(shuffled).severity()).isEqualTo(classify(plan).severity());
  }

  @Provide
  Arbitrary<JsonNode> change() {
    return Arbitraries.of(CHANGES);
  }

  @Provide
  Arbitrary<List<JsonNode>> plans() {
    return change().list().ofMaxSize(6);
  }

  private Classification classify(List<JsonNode> changes) {
    return Classifier.classify(analyze(changes));
  }

  private Analysis analyze(List<JsonNode> changes) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments
        .putObject("plan")
        .put("format_version", "1.2")
        .putArray("resource_changes")
        .addAll(changes);
    return Calls.ask(analyzer, "terraform_plan", arguments);
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node.isArray()) {
      // The order inside of an array means something to Terraform; that of members does not.
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(shuffled(element, random)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> copy.set(name, shuffled(node.path(name), random)));
    return copy;
  }

  private static List<JsonNode> changes() {
    List<JsonNode> changes = new ArrayList<>();
    for (Path file : CaseFiles.in("plan/terraform", ".json")) {
      for (JsonNode one : StrictJson.upTo(1 << 24).parse(CaseFiles.text(file))) {
        one.path("arguments").path("plan").path("resource_changes").forEach(changes::add);
      }
    }
    return changes;
  }
}
