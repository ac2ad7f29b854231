package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.approval.Approval;
import io.countersign.approval.FileApprovalStore;
import io.countersign.call.CallContext;
import io.countersign.call.ToolCall;
import io.countersign.config.ConfigurationFinder;
import io.countersign.config.ConfiguredGuard;
import io.countersign.config.GuardConfiguration;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.decision.RequestId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AmbiguousIdTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  @TempDir Path temp;

  private ApprovalRequest propose(GuardConfiguration configured, String environment) {
    try (ConfiguredGuard guard = ConfiguredGuard.open(configured, CLOCK)) {
      Decision decision =
          guard
              .guard()
              .propose(
                  ToolCall.of(
                      "delete_and_recreate_environment",
                      JsonNodeFactory.instance.objectNode().put("environment", environment),
                      configured.callers(),
                      CallContext.UNKNOWN));
      return ((Decision.ApprovalRequired) decision).request();
    }
  }

  /** Puts another request into the store whose id differs from the first's in one digit only. */
  private static void neighbour(
      GuardConfiguration configured, ApprovalRequest first, ApprovalRequest request) {
    try (FileApprovalStore store = FileApprovalStore.open(configured.stores().approvals())) {
      Approval known = store.find(first.id()).orElseThrow();
      String text = first.id().text();
      char last = text.charAt(15) == '0' ? '1' : '0';
      store.create(
          new Approval(
              new ApprovalRequest(
                  new RequestId(text.substring(0, 15) + last),
                  request.action(),
                  request.requirement(),
                  request.reasons(),
                  request.createdAt()),
              known.state(),
              0,
              known.votes(),
              known.changedAt(),
              null,
              ""));
    }
  }

  @Test
  void show_anIdThatTwoRequestsBeginWith_isRefused() {
    Path team = Team.file(temp.resolve("team"), "");
    Program program = new Program(temp).as("grace").at(CLOCK);
    ConfigurationFinder finder = new ConfigurationFinder(program.machine());
    GuardConfiguration configured = finder.read(team);
    ApprovalRequest request = propose(configured, "billing");
    GuardConfiguration elsewhere = finder.read(Team.file(temp.resolve("elsewhere"), ""));
    neighbour(configured, request, propose(elsewhere, "ledger"));

    Program.Result result =
        program.run(
            "approvals", "--config", team.toString(), "show", request.id().text().substring(0, 8));

    assertThat(result.code()).isNotZero();
    assertThat(result.err() + result.out())
        .contains("cli-id-ambiguous", "2 requests begin with", "Give more of the id");
  }
}
