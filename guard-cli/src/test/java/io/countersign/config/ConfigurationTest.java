package io.countersign.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Resource;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.policies.OwnPolicy;
import io.countersign.policy.Freeze;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path temp;

  private Machine machine(String... variables) {
    return new Machine(
        "ada",
        temp.resolve("home"),
        temp.resolve("work"),
        variables.length == 0 ? ImmutableMap.of() : ImmutableMap.of(variables[0], variables[1]));
  }

  private static String team() throws IOException {
    return Resources.toString(
        Resources.getResource(ConfigurationTest.class, "team.yaml"), StandardCharsets.UTF_8);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(temp.resolve("countersign.yaml"), text);
  }

  private GuardConfiguration read(String text) throws IOException {
    return new ConfigurationFinder(machine()).read(file(text));
  }

  private ConfigurationException refused(String text) throws IOException {
    Path file = file(text);
    return catchThrowableOfType(
        ConfigurationException.class, () -> new ConfigurationFinder(machine()).read(file));
  }

  @Test
  void read_wholeFile_everythingArrives() throws IOException {
    GuardConfiguration read = read(team());
    assertThat(read.tenant()).isEqualTo("billing");
    assertThat(read.directory().people()).containsOnlyKeys("ada", "ada-admin", "grace", "linus");
    assertThat(read.directory().holds("human:grace", "approver", NOW)).isTrue();
    assertThat(read.directory().holds("agent:claude-code", "engineer", NOW)).isTrue();
    assertThat(
            read.directory()
                .holds("agent:claude-code", "engineer", Instant.parse("2027-01-01T00:00:00Z")))
        .isFalse();
    assertThat(read.directory().rankOf("senior")).isEqualTo(1);
    assertThat(read.personOf("ghopper").orElseThrow().human().id()).isEqualTo("grace");
    assertThat(read.personOf("stranger")).isEmpty();
    assertThat(read.freezes()).extracting(Freeze::id).containsExactly("year-end");
    assertThat(read.freezes().get(0).environments())
        .containsExactlyInAnyOrder(Environment.PRODUCTION, Environment.UNKNOWN);
    assertThat(read.stores().audit()).isEqualTo(temp.resolve("state/audit.jsonl"));
    assertThat(read.workspace().scratch()).contains("/scratch", "/tmp");
    assertThat(read.workspace().guarded())
        .contains(
            temp.resolve("home/.ssh").toString(), temp.resolve("countersign.yaml").toString());
    assertThat(read.caller().sponsor()).isEqualTo("ada");
    assertThat(read.callers().sponsor().humanKey()).isEqualTo("ada@example.com");
    assertThat(read.allowAs()).isTrue();
    assertThat(read.hookTimeLimit()).isEqualTo(Duration.ofSeconds(10));
    assertThat(read.hookKnownFields()).containsExactly("colour");
    assertThat(read.policyData().orElseThrow().at("/gates/HIGH/approve_within_seconds").asInt())
        .isEqualTo(3600);
  }

  @Test
  void read_plans_nameTheToolThatReadsThem() throws IOException {
    assertThat(read("version: 1\n").plans()).isEqualTo(GuardConfiguration.Plans.NOT_READ);
    Path tool = Files.writeString(temp.resolve("tofu"), "#!/bin/sh\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    assertThat(read("version: 1\nplans: {show: tofu, timeLimit: 3s}\n").plans())
        .isEqualTo(new GuardConfiguration.Plans(Optional.of(tool), Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT, 111122223333, PRODUCTION",
    "ACCOUNT, 444455556666, UNKNOWN",
    "KUBE_CONTEXT, staging-eu, STAGING",
    "NAME, my-prod-db, PRODUCTION",
    "NAME, something, UNKNOWN",
  })
  void environments_aFact_findsItsEnvironment(Fact fact, String value, Environment expected)
      throws IOException {
    assertThat(read(team()).environments().resolve(Resource.of("x", "y"), Facts.of(fact, value)))
        .isEqualTo(expected);
  }

  @Test
  void environments_allFactsOfARule_areNeeded() throws IOException {
    Facts both = Facts.of(Fact.ACCOUNT, "444455556666").with(Fact.REGION, "eu-west-1");
    assertThat(read(team()).environments().resolve(Resource.of("x", "y"), both))
        .isEqualTo(Environment.SANDBOX);
  }

  @Test
  void read_wholeFile_fitsThePublishedSchema() throws IOException {
    JsonNode json = new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(team());
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                    Files.readString(Path.of("../docs/schemas/countersign.schema.json")),
                    InputFormat.JSON)
                .validate(json.toString(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void docs_theExample_isTheFileOfThisTest() throws IOException {
    assertThat(Files.readString(Path.of("../docs/configuration.md"))).contains(team());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tenant: a                                                  | config-key-missing     | 1  | 1",
        "version: 2                                                 | config-version-unknown | 1  | 10",
        "version: 1; tenants: a                                     | config-key-unknown     | 2  | 1",
        "version: 1; tenant: a; tenant: b                           | config-key-duplicate   | 3  | 1",
        "version: 1; people: ada                                    | config-value-mistyped  | 2  | 9",
        "version: 1; people: [ada]                                  | config-value-mistyped  | 2  | 10",
        "version: 1; people: [{id: a b}]                            | config-value-malformed | 2  | 15",
        "version: 1; people: [{id: a, rank: boss}]                  | config-name-unknown    | 2  | 24",
        "version: 1; people: [{id: a},{id: a}]                      | config-name-duplicate  | 2  | 23",
        "version: 1; people: [{id: a, accounts: [x]},{id: b, accounts: [x]}] | config-name-duplicate | 2 | 51",
        "version: 1; people: [{name: a}]                            | config-key-missing     | 2  | 10",
        "version: 1; environments: [{environment: prodution, name: a}] | config-name-unknown | 2  | 30",
        "version: 1; environments: [{environment: workspace, name: a}] | config-name-unknown | 2  | 30",
        "version: 1; environments: [{environment: staging}]         | config-key-missing     | 2  | 16",
        "version: 1; roles: {r: [{verbs: read}]}                    | config-key-missing     | 2  | 13",
        "version: 1; roles: {r: [{verbs: raed, environments: '*'}]} | config-name-unknown    | 2  | 21",
        "version: 1; grants: [{to: human:x, role: r}]               | config-name-unknown    | 2  | 15",
        "version: 1; grants: [{to: everyone, role: r}]              | config-value-malformed | 2  | 15",
        "version: 1; freezes: [{id: f, from: tomorrow, until: 2027-01-01T00:00:00Z, environments: production}] | config-value-malformed | 2 | 25",
        "version: 1; freezes: [{id: f, from: 2027-01-02T00:00:00Z, until: 2027-01-01T00:00:00Z, environments: production}] | config-value-malformed | 2 | 54",
        "version: 1; caller: {sponsor: nobody}                      | config-name-unknown    | 2  | 19",
        "version: 1; approvals: {allowAs: perhaps}                  | config-value-malformed | 2  | 22",
        "version: 1; hooks: {timeLimit: soon}                       | config-value-malformed | 2  | 20",
        "version: 1; plans: {show: /no/such/tool}                   | config-value-malformed | 2  | 15",
        "version: 1; hooks: {timeLimit: 0s}                         | config-value-malformed | 2  | 20",
        "version: 1; policy: [1]                                    | config-value-mistyped  | 2  | 9",
        "version: 1; policy: {bundle: {engine: plan}}               | config-key-missing     | 2  | 18",
        "version: 1; policy: {bundle: {path: p, engine: fast}}      | config-name-unknown    | 2  | 36",
        "version: 1; policy: {bundle: {path: p, from: x}}           | config-key-unknown     | 2  | 28",
        "version: 1; tenant: [unclosed                              | config-not-yaml        | 3  | 1",
        "version: 1; tenant: &a x; ranks: [*a]                      | config-not-yaml        | 2  | 9",
        "just a text                                                | config-not-yaml        | 1  | 1",
      })
  void read_aMistake_isNamedWithItsPlace(String lines, String code, int line, int column)
      throws IOException {
    ConfigurationException refused = refused(String.join("\n", lines.strip().split("; ")) + "\n");
    assertThat(refused.problems())
        .anySatisfy(
            p -> {
              assertThat(p.code().id()).isEqualTo(code);
              assertThat(p.line()).isEqualTo(line);
              assertThat(p.column()).isEqualTo(column);
            });
    assertThat(refused.report()).contains("docs/configuration.md", code);
  }

  @Test
  void read_severalMistakes_areAllNamedAtOnce() throws IOException {
    ConfigurationException refused =
        refused("version: 1\ntennant: a\npeople: [{id: a b}]\nhooks: {timeLimit: x}\n");
    assertThat(refused.problems())
        .extracting(p -> p.code().id())
        .containsExactly("config-key-unknown", "config-value-malformed", "config-value-malformed");
    assertThat(refused.report())
        .contains("3 problems", "did you mean `tenant`?", "line 2, column 1");
  }

  @Test
  void read_nestedTooDeep_isRefused() throws IOException {
    assertThat(refused("version: 1\npolicy: " + "[".repeat(5_000) + "]".repeat(5_000)).code())
        .isEqualTo(ConfigCode.NOT_YAML);
  }

  @Test
  void find_fileThatIsNotThere_isRefusedAndNotReplaced() {
    assertThatThrownBy(
            () -> new ConfigurationFinder(machine()).find(Optional.of(Path.of("/no/such.yaml"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("config-file-unreadable");
    assertThatThrownBy(
            () ->
                new ConfigurationFinder(machine("COUNTERSIGN_CONFIG", "/no/such.yaml"))
                    .find(Optional.empty()))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void find_fileInTheWorkingDirectory_doesNotCount() throws IOException {
    Files.createDirectories(machine().directory());
    Files.writeString(
        machine().directory().resolve("countersign.yaml"), "version: 1\ntenant: evil\n");
    assertThat(new ConfigurationFinder(machine()).find(Optional.empty()).tenant())
        .isEqualTo("default");
  }

  @Test
  void find_theAccountsFile_holds() throws IOException {
    Path settings = temp.resolve("home/.config/countersign");
    Files.createDirectories(settings);
    Files.writeString(settings.resolve("countersign.yaml"), "version: 1\ntenant: mine\n");
    assertThat(new ConfigurationFinder(machine()).find(Optional.empty()).tenant())
        .isEqualTo("mine");
  }

  @Test
  void find_nothing_theOwnerOfTheAccountSponsorsAndStateLiesAtHome() {
    GuardConfiguration found = new ConfigurationFinder(machine()).find(Optional.empty());
    assertThat(found.caller().sponsor()).isEqualTo("ada");
    assertThat(found.file()).isEmpty();
    assertThat(found.stores().approvals())
        .isEqualTo(temp.resolve("home/.local/state/countersign/approvals.journal"));
    assertThat(found.workspace().guarded())
        .contains(temp.resolve("home/.local/state/countersign").toString());
  }

  @Test
  void open_unsoundPolicySettings_everyCallIsDenied() throws IOException {
    GuardConfiguration read =
        read("version: 1\nagents: local\npolicy: {gates: {CRITICAL: {seats: []}}}\n");
    try (ConfiguredGuard guard = ConfiguredGuard.forChecks(read, InstantSource.fixed(NOW))) {
      var decision =
          guard
              .guard()
              .preview(
                  io.countersign.call.ToolCall.ofText(
                      "list_x", "{}", read.callers(), io.countersign.call.CallContext.UNKNOWN));
      assertThat(decision)
          .isInstanceOfSatisfying(
              io.countersign.decision.Decision.Denied.class,
              d -> assertThat(d.reasons().get(0).code()).isEqualTo("policy-not-loadable"));
    }
  }

  @Test
  void read_policyOfAFile_isNamedAndGuarded() throws IOException {
    GuardConfiguration read =
        read(
            "version: 1\npolicy: {bundle: {path: acme.tar.gz, entrypoint: acme/guard/answer, engine: agreeing}, colour: 1}\n");

    assertThat(read.policyFile())
        .contains(
            new GuardConfiguration.PolicyFile(
                temp.resolve("acme.tar.gz"), "acme/guard/answer", OwnPolicy.Engine.AGREEING));
    assertThat(read.policyData().orElseThrow()).hasToString("{\"colour\":1}");
    assertThat(read.workspace().guarded()).contains(temp.resolve("acme.tar.gz").toString());
  }

  @Test
  void open_policyFileThatIsNotThere_everyCallIsDeniedAndSaysWhere() throws IOException {
    GuardConfiguration read =
        read("version: 1\nagents: local\npolicy: {bundle: {path: nowhere.tar.gz}}\n");
    try (ConfiguredGuard guard = ConfiguredGuard.forChecks(read, InstantSource.fixed(NOW))) {
      var decision =
          guard
              .guard()
              .preview(
                  io.countersign.call.ToolCall.ofText(
                      "list_x", "{}", read.callers(), io.countersign.call.CallContext.UNKNOWN));
      assertThat(decision.toString()).contains("nowhere.tar.gz", "policy-not-loadable");
    }
  }

  @Test
  void open_corruptStore_refusesToStart() throws IOException {
    GuardConfiguration read = read(team());
    Files.createDirectories(read.stores().approvals().getParent());
    Files.writeString(read.stores().approvals(), "rubbish\n");
    assertThatThrownBy(() -> ConfiguredGuard.open(read, InstantSource.fixed(NOW)))
        .hasMessageContaining("store-corrupt");
  }
}
