package io.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import io.countersign.json.StrictJson;
import io.countersign.policy.PolicyCode;
import io.countersign.rego.plan.PackedPlan;
import io.countersign.rego.plan.PlanReader;
import io.countersign.rego.plan.PolicyPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That what was compiled and committed comes from the sources beside it; needs no OPA. */
final class CompiledPolicyTest {

  private static final Path SOURCES = Path.of("src/main/rego");
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern ID = Pattern.compile("(?m)^# +id: +(\\S+)$");

  private static final JsonNode MANIFEST =
      StrictJson.forCalls().parse(Fixtures.bytes("standard/manifest.json"));

  @Test
  void manifest_everySource_hasTheDigestItWasCompiledFrom() throws IOException {
    Map<String, String> now = new TreeMap<>();
    for (Path source : sources()) {
      now.put(
          SOURCES.relativize(source).toString().replace('\\', '/'),
          sha256(Files.readAllBytes(source)));
    }
    assertThat(members("sources"))
        .as("stale: run guard-policies/build")
        .containsExactlyEntriesOf(now);
  }

  @Test
  void manifest_everyOutput_hasItsDigest() {
    Map<String, String> now = new TreeMap<>();
    for (String output : List.of("policy.wasm", "plan.json", "data.json")) {
      now.put(output, sha256(Fixtures.bytes("standard/" + output)));
    }
    assertThat(members("outputs"))
        .as("stale: run guard-policies/build")
        .containsExactlyEntriesOf(now);
  }

  @Test
  void packedPlan_saysWhatThePlanSays() throws IOException {
    PolicyPlan plan = PlanReader.read(Fixtures.bytes("standard/plan.json"));
    if (Boolean.getBoolean("countersign.pack")) {
      Files.write(
          Path.of("src/main/resources/io/countersign/policies/standard", PolicyBundle.PACKED),
          PackedPlan.write(plan));
    }
    assertThat(PolicyBundle.standard().program())
        .as("stale: run guard-policies/build, and the tests with -Dcountersign.pack=true")
        .isEqualTo(plan);
  }

  @Test
  void manifest_entrypointAndOpa_areThoseOfTheBuild() throws IOException {
    assertThat(MANIFEST.path("entrypoint").asText())
        .isEqualTo(PolicyBundle.standard().entrypoint());
    assertThat(Files.readString(Path.of("build")))
        .contains("opa_version=" + MANIFEST.path("opa").asText() + "\n");
  }

  @Test
  void ruleIds_everyOne_isUniqueAndHasItsPage() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path source : sources()) {
      Matcher id = ID.matcher(Files.readString(source));
      while (id.find()) {
        ids.add(id.group(1));
      }
    }
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    String index = Files.readString(DOCS.resolve("policies/index.md"));
    for (String id : ids) {
      assertThat(Files.readString(DOCS.resolve("policies/" + id + ".md")))
          .startsWith("# " + id + "\n");
      assertThat(index).contains("(" + id + ".md)");
    }
    try (Stream<Path> pages = Files.list(DOCS.resolve("policies"))) {
      assertThat(pages.map(p -> p.getFileName().toString().replace(".md", "")))
          .as("a page for a rule that is gone")
          .allMatch(page -> Set.of("index", "own").contains(page) || ids.contains(page));
    }
  }

  @Test
  void codes_everyOne_hasItsSection() throws IOException {
    String page = Files.readString(DOCS.resolve("codes/policy.md"));
    for (PolicyCode code : PolicyCode.values()) {
      assertThat(page).contains("\n## " + code.id() + "\n");
    }
  }

  @Test
  void digest_ofTheStandardPolicy_isTheSameEachTime() {
    assertThat(PolicyBundle.standard().digest()).isEqualTo(PolicyBundle.standard().digest());
    assertThat(PolicyBundle.standard().with(PolicyConfig.DEFAULTS).digest())
        .isEqualTo(PolicyBundle.standard().digest());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .filter(p -> !p.toString().endsWith("_test.rego"))
          .sorted()
          .toList();
    }
  }

  private static Map<String, String> members(String name) {
    Map<String, String> members = new TreeMap<>();
    MANIFEST
        .path(name)
        .fields()
        .forEachRemaining(m -> members.put(m.getKey(), m.getValue().asText()));
    return members;
  }

  private static String sha256(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }
}
