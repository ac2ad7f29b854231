package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.call.CallContext;
import io.countersign.call.ToolCall;
import io.countersign.config.ConfigurationFinder;
import io.countersign.config.ConfiguredGuard;
import io.countersign.config.GuardConfiguration;
import io.countersign.decision.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApprovalsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path temp;
  private Path team;
  private String id = "";
  private String digest = "";

  @BeforeEach
  void request() {
    team = Team.file(temp.resolve("team"), "");
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("environment", "billing\u202e\u200bprod");
    arguments.put("long", "x".repeat(2_000));
    propose(arguments);
  }

  private void propose(ObjectNode arguments) {
    GuardConfiguration configured = new ConfigurationFinder(program("ada").machine()).read(team);
    try (ConfiguredGuard guard = ConfiguredGuard.open(configured, InstantSource.fixed(NOW))) {
      Decision decision =
          guard
              .guard()
              .propose(
                  ToolCall.of(
                      "delete_and_recreate_environment",
                      arguments,
                      configured.callers(),
                      CallContext.UNKNOWN));
      var request = ((Decision.ApprovalRequired) decision).request();
      id = request.id().text();
      digest = request.action().digest().hex();
    }
  }

  private Program program(String user) {
    return new Program(temp).as(user).at(InstantSource.fixed(NOW));
  }

  private Program.Result run(String user, String... words) {
    return program(user).run(concat(words));
  }

  private String[] concat(String... words) {
    List<String> all = new java.util.ArrayList<>(List.of("approvals", "--config", team.toString()));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }

  @Test
  void list_aWaitingRequest_isOneLine() {
    Program.Result result = run("grace", "list");
    assertThat(result.lines()).hasSize(1);
    assertThat(result.out())
        .contains(id, "PENDING", "CRITICAL", "REPLACE", "human:ada", "2026-11-24 16:00 UTC");
  }

  @Test
  void show_whatIsSigned_startsWithWhatWouldHappenAndHidesNothing() {
    Program.Result result = run("grace", "show", id.substring(0, 6));
    assertThat(result.code()).isEqualTo(Exit.OK);
    assertThat(result.out()).contains("REPLACE", "billing\\u{202e}\\u{200b}prod", digest);
    assertThat(result.out().indexOf("REPLACE")).isLessThan(result.out().indexOf("The call:"));
    assertThat(result.out().chars().filter(c -> c != '\n').allMatch(c -> c >= ' ' && c < 0x7f))
        .isTrue();
    assertThat(result.out()).contains("1 value is cut", "2000 characters, sha256");
    assertThat(run("grace", "show", id, "--full").out()).contains("x".repeat(2_000));
  }

  @Test
  void approve_twoPeers_makeAQuorum() {
    Program.Result first = run("grace", "approve", id, "--digest", digest.substring(0, 12));
    assertThat(first.out()).contains("PENDING", "Still open");
    Program.Result second = run("linus", "approve", id, "--digest", digest);
    assertThat(second.code()).isEqualTo(Exit.OK);
    assertThat(second.out()).contains("APPROVED");
  }

  @Test
  void approve_theSponsor_isRefused() {
    Program.Result result = run("ada", "approve", id, "--digest", digest);
    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.err()).contains("approval-self-approval");
  }

  @Test
  void approve_someoneWithoutTheRole_isRefused() {
    assertThat(run("eve", "approve", id, "--digest", digest).err()).contains("approval-no-seat");
    assertThat(run("mallory", "approve", id, "--digest", digest).err())
        .contains("approval-voter-unknown");
  }

  @Test
  void approve_fromTheShellOfAnAgent_isRefusedAndRecorded() {
    Program.Result result =
        program("grace").with("CLAUDECODE", "1").run(concat("approve", id, "--digest", digest));
    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.err()).contains("approval-not-a-human");
    assertThat(program("grace").run("audit", "--config", team.toString(), "show", "--json").out())
        .contains("agent:claude-code");
  }

  @Test
  void approve_anotherDigest_isRefused() {
    String other = digest.startsWith("0") ? "1".repeat(12) : "0".repeat(12);
    assertThat(run("grace", "approve", id, "--digest", other).err())
        .contains("approval-digest-mismatch");
    assertThat(run("grace", "approve", id, "--digest", digest.substring(0, 11)).err())
        .contains("cli-digest-too-short");
    assertThat(run("grace", "approve", id).err()).contains("cli-digest-missing");
  }

  @Test
  void approve_asSomebodyElse_needsTheConfigurationsLeave() {
    assertThat(run("ada", "approve", id, "--digest", digest, "--as", "grace").err())
        .contains("cli-as-not-allowed");
    Team.file(temp.resolve("team"), "approvals: {allowAs: true}\n");
    assertThat(run("ada", "approve", id, "--digest", digest, "--as", "grace").code())
        .isEqualTo(Exit.OK);
  }

  @Test
  void deny_onePeer_endsTheRequest() {
    Program.Result result = run("linus", "deny", id, "--reason", "not on a Friday");
    assertThat(result.out()).contains("DENIED");
    assertThat(run("grace", "list", "--all").out()).contains("DENIED");
    assertThat(run("grace", "list").out()).isEmpty();
    assertThat(run("grace", "approve", id, "--digest", digest).code()).isEqualTo(Exit.REFUSED);
  }

  @Test
  void revoke_approverOrSponsor_endsTheRequest() {
    run("grace", "approve", id, "--digest", digest);
    assertThat(run("eve", "revoke", id).code()).isEqualTo(Exit.REFUSED);
    assertThat(run("grace", "revoke", id, "--reason", "changed my mind").out()).contains("REVOKED");
    propose(JsonNodeFactory.instance.objectNode().put("other", true));
    assertThat(run("ada", "revoke", id).out()).contains("REVOKED");
  }

  @Test
  void show_idOfNothingOrOfSeveral_isRefused() {
    assertThat(run("grace", "show", "ffff0000ffff0000").err()).contains("approval-no-such-request");
    assertThat(run("grace", "show", "abc").code()).isEqualTo(Exit.REFUSED);
  }

  @Test
  void audit_untouchedLog_isSoundAndNamesItsHead() {
    Program.Result result = program("ada").run("audit", "--config", team.toString(), "verify");
    assertThat(result.code()).isEqualTo(Exit.OK);
    assertThat(result.out())
        .contains("SOUND")
        .containsPattern("Keep this head elsewhere: 2:[0-9a-f]{64}");
  }

  @Test
  void audit_changedLog_isNotSound() throws IOException {
    Path log = temp.resolve("team/audit.jsonl");
    Files.writeString(log, Files.readString(log).replace("CRITICAL", "LOW"));
    Program.Result result = program("ada").run("audit", "--config", team.toString(), "verify");
    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.out()).contains("NOT SOUND", "audit-record-changed");
  }

  @Test
  void audit_logCutTogetherWithItsHead_isCaughtByAHeadKeptElsewhere() throws IOException {
    String kept = Files.readString(temp.resolve("team/audit.jsonl.head")).strip();
    Files.writeString(temp.resolve("team/audit.jsonl"), "");
    Files.delete(temp.resolve("team/audit.jsonl.head"));
    assertThat(
            program("ada")
                .run("audit", "--config", team.toString(), "verify", "--head", kept)
                .out())
        .contains("NOT SOUND", "audit-truncated");
    assertThat(
            program("ada")
                .run("audit", "--config", team.toString(), "verify", "--head", "x")
                .code())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void audit_noLog_saysSo() {
    Program.Result result = program("ada").run("audit", "verify", "--file", "/no/such/log");
    assertThat(result.code()).isEqualTo(Exit.FAILED);
    assertThat(result.err()).contains("audit-not-readable");
  }
}
