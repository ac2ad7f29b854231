package io.countersign.policies;

import static io.countersign.policies.Calls.TRUSTED;
import static io.countersign.policies.Calls.effect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.policies.OwnPolicy.Engine;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyVerdict;
import io.countersign.policy.Seat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OwnPolicyTest {

  private static final String ENTRYPOINT = "acme/guard/answer";

  @TempDir Path folder;

  /** The bundle of src/test/rego/own, with these files. */
  private Path bundle(String... files) throws IOException {
    for (String file : files) {
      Files.write(folder.resolve(file), Fixtures.bytes("own/" + file));
    }
    return folder;
  }

  private static ObjectNode change(String resource) {
    ObjectNode input =
        TRUSTED.input(
            effect(
                "sql:Update",
                Verb.UPDATE,
                Environment.PRODUCTION,
                Reversibility.RECOVERABLE,
                Reach.ITEM));
    ((ObjectNode) input.at("/effects/0/resource")).put("id", resource);
    ((ObjectNode) input.path("classification")).put("kind", "NON_DESTRUCTIVE");
    return input;
  }

  @ParameterizedTest
  @EnumSource
  void engine_bundleWithBothForms_answersOnEach(Engine engine) throws IOException {
    OwnPolicy policy = OwnPolicy.read(bundle("plan.json", "policy.wasm", "data.json"), ENTRYPOINT);

    try (PolicyEngine loaded = policy.engine(engine, Fixtures.SMALL)) {
      assertThat(Fixtures.verdict(loaded, change("cache-1")))
          .isInstanceOf(PolicyVerdict.Allow.class);
      assertThat(Fixtures.verdict(loaded, change("ledger-7")))
          .isInstanceOfSatisfying(
              PolicyVerdict.RequireApproval.class,
              verdict ->
                  assertThat(verdict.requirement().seats())
                      .containsExactly(new Seat(2, "accounting", "")));
      assertThat(loaded.current().digest()).hasSize(64);
    }
  }

  @Test
  void engine_planAlone_answers() throws IOException {
    OwnPolicy policy = OwnPolicy.read(bundle("plan.json", "data.json"), ENTRYPOINT);

    try (PolicyEngine loaded = policy.engine(Engine.PLAN, Fixtures.SMALL)) {
      assertThat(Fixtures.verdict(loaded, change("cache-1")))
          .isInstanceOf(PolicyVerdict.Allow.class);
    }
  }

  @Test
  void engine_formThatTheBundleLacks_saysHowToBuildIt() throws IOException {
    OwnPolicy policy = OwnPolicy.read(bundle("plan.json", "data.json"), ENTRYPOINT);

    assertThatThrownBy(() -> policy.engine(Engine.AGREEING, Fixtures.SMALL))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessageContaining("no `policy.wasm`")
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("opa build --target wasm");
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAN", "WASM"})
  void engine_otherEntryPoint_namesItAndWhatThereIs(Engine engine) throws IOException {
    OwnPolicy policy = OwnPolicy.read(bundle("plan.json", "policy.wasm"));

    assertThatThrownBy(() -> policy.engine(engine, Fixtures.SMALL))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessageContaining("countersign/verdict")
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("--entrypoint");
  }

  @Test
  void engine_answerOfAnotherForm_isRefusedAtLoad() throws IOException {
    Files.write(folder.resolve("plan.json"), Fixtures.bytes("traps/plan.json"));
    OwnPolicy policy = OwnPolicy.read(folder, "traps/answer");

    assertThatThrownBy(() -> policy.engine(Engine.PLAN, Fixtures.SMALL))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessageContaining("policy-");
  }

  @Test
  void read_noBundle_saysWhere() {
    Path nowhere = folder.resolve("nowhere.tar.gz");

    assertThatThrownBy(() -> OwnPolicy.read(nowhere))
        .hasMessageContaining("no policy bundle at `" + nowhere + "`");
  }

  @Test
  void read_emptyFolder_saysHowToBuild() {
    assertThatThrownBy(() -> OwnPolicy.read(folder, ENTRYPOINT))
        .hasMessageContaining("neither `plan.json` nor `policy.wasm`")
        .hasMessageContaining("--entrypoint acme/guard/answer");
  }

  @Test
  void read_damagedData_namesTheFileAndTheCode() throws IOException {
    bundle("plan.json");
    Files.writeString(folder.resolve("data.json"), "{\"a\": ", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> OwnPolicy.read(folder, ENTRYPOINT))
        .hasMessageContaining("`data.json`")
        .hasMessageContaining("rego-data-malformed");
  }

  @Test
  void documentation_showsThePolicyThatIsTested() throws IOException {
    String source = Files.readString(Path.of("src/test/rego/own/own.rego"));

    assertThat(Files.readString(Path.of("../docs/policies/own.md")))
        .contains(source.substring(source.indexOf("package ")));
  }

  @Test
  void with_settings_areDataOfThePolicy() throws IOException {
    OwnPolicy policy = OwnPolicy.read(bundle("plan.json", "data.json"), ENTRYPOINT);
    PolicyConfig settings =
        PolicyConfig.of((ObjectNode) Fixtures.json("{\"quiet\": {\"up_to\": \"LOW\"}}"));

    try (PolicyEngine plain = policy.engine(Engine.PLAN, Fixtures.SMALL);
        PolicyEngine other = policy.with(settings).engine(Engine.PLAN, Fixtures.SMALL)) {
      assertThat(other.current().digest()).isNotEqualTo(plain.current().digest());
    }
  }
}
