package io.countersign.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.Program;
import io.countersign.cli.Team;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each call is a process of its own, so what they amount to together is counted in a file. */
@Timeout(240)
final class HookLedgerTest {

  /** One row by its key: LOW by itself, which the policy lets pass. */
  private static final String ROW = "psql -h db.internal -c 'DELETE FROM orders WHERE id = %d'";

  @TempDir Path temp;
  private Path team;
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");

  @BeforeEach
  void team() {
    team = Team.file(temp.resolve("team"), "hooks: {timeLimit: 10m}\n");
  }

  private record Result(int code, String text) {
    boolean silent() {
      return code == 0 && text.isEmpty();
    }
  }

  /** A hook with a guard of its own over the same files, as a process would have. */
  private Result bash(HookAgent agent, String command) {
    String input =
        """
        {"session_id":"s","cwd":"/home/dev/app","hook_event_name":"PreToolUse","tool_name":"Bash",\
        "tool_input":{"command":"%s"}}"""
            .formatted(command);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
    AtomicInteger code = new AtomicInteger(-1);
    Streams streams =
        new Streams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), both, both);
    new Hook(agent, streams, new Program(temp).machine(), () -> now, c -> code.compareAndSet(-1, c))
        .run(List.of("--config", team.toString()));
    return new Result(code.get(), out.toString(StandardCharsets.UTF_8));
  }

  @Test
  @Tag("scenario-4")
  void hook_manySmallDeletions_reachTheSeverityOfTheLargeOne() {
    int silent = 0;
    while (silent < 40 && bash(HookAgent.KIRO, ROW.formatted(silent)).silent()) {
      silent++;
    }
    assertThat(silent).isEqualTo(9);
    assertThat(bash(HookAgent.KIRO, ROW.formatted(silent)).text())
        .contains("approve-cumulative")
        .contains("Request: ");
  }

  @Test
  void hook_anotherAgentOfTheSamePerson_countsOn() {
    for (int i = 0; i < 9; i++) {
      assertThat(bash(HookAgent.KIRO, ROW.formatted(i)).silent()).isTrue();
    }
    assertThat(bash(HookAgent.CLAUDE_CODE, ROW.formatted(9)).text()).contains("approve-cumulative");
  }

  @Test
  void hook_removalsInTheWorkspace_doNotCount() {
    for (int i = 0; i < 12; i++) {
      assertThat(bash(HookAgent.KIRO, "rm src/Old" + i + ".java").silent()).isTrue();
    }
    assertThat(bash(HookAgent.KIRO, ROW.formatted(1)).silent()).isTrue();
  }

  @Test
  void hook_afterTheWindow_countsFromZero() {
    for (int i = 0; i < 9; i++) {
      bash(HookAgent.KIRO, ROW.formatted(i));
    }
    now = now.plusSeconds(3_700);
    assertThat(bash(HookAgent.KIRO, ROW.formatted(9)).silent()).isTrue();
  }

  @Test
  void hook_atTheSameTime_neverPassesMoreThanOneAfterTheOther() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Result>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String command = ROW.formatted(i);
        all.add(pool.submit(() -> bash(HookAgent.KIRO, command)));
      }
      int silent = 0;
      for (Future<Result> each : all) {
        silent += each.get().silent() ? 1 : 0;
      }
      assertThat(silent).isEqualTo(9);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void hook_ledgerThatCannotBeRead_denies() throws IOException {
    Files.writeString(temp.resolve("team/ledger.journal"), "rubbish\n");
    Result result = bash(HookAgent.KIRO, ROW.formatted(1));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.text()).contains("ledger-").hasLineCount(1);
  }
}
