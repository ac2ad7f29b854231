package io.countersign.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.cli.Program;
import io.countersign.cli.Team;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
final class HookTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Pattern REQUEST = Pattern.compile("Request: ([0-9a-f]{16})");
  private static final Pattern DIGEST = Pattern.compile("--digest ([0-9a-f]{12})");

  @TempDir Path temp;
  private Path team;
  private Instant now = NOW;

  @BeforeEach
  void team() {
    team = Team.file(temp.resolve("team"), "");
  }

  private record Result(int code, String out, String err) {
    String text() {
      return out + err;
    }
  }

  private Result hook(HookAgent agent, InputStream in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    AtomicInteger code = new AtomicInteger(-1);
    Streams streams =
        new Streams(
            in,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    new Hook(agent, streams, new Program(temp).machine(), () -> now, c -> code.compareAndSet(-1, c))
        .run(List.of("--config", team.toString()));
    return new Result(
        code.get(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Result hook(HookAgent agent, String input) {
    return hook(agent, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }

  private static String claude(String tool, String input) {
    return """
    {"session_id":"s-1","transcript_path":"/t.jsonl","cwd":"/home/dev/app","permission_mode":"default",\
    "hook_event_name":"PreToolUse","tool_name":"%s","tool_input":%s,"tool_use_id":"toolu_1"}"""
        .formatted(tool, input);
  }

  private static String kiro(String tool, String input) {
    return """
    {"hook_event_name":"preToolUse","cwd":"/home/dev/app","tool_name":"%s","tool_input":%s}"""
        .formatted(tool, input);
  }

  private static final String WIPE =
      "{\"command\":\"rm -rf /srv/ledger\",\"description\":\"Tidy up\"}";

  private static String reason(Result result) {
    try {
      JsonNode json = new ObjectMapper().readTree(result.out()).path("hookSpecificOutput");
      assertThat(json.path("hookEventName").asText()).isEqualTo("PreToolUse");
      assertThat(json.path("permissionDecision").asText()).isEqualTo("deny");
      return json.path("permissionDecisionReason").asText();
    } catch (IOException e) {
      throw new AssertionError(result.out(), e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Read|{\"file_path\":\"/etc/hosts\"}",
        "Grep|{\"pattern\":\"rm -rf /\"}",
        "Write|{\"file_path\":\"/home/dev/app/src/A.java\",\"content\":\"class A {}\"}",
        "Edit|{\"file_path\":\"/home/dev/app/src/A.java\",\"old_string\":\"a\",\"new_string\":\"b\"}",
        "TodoWrite|{\"todos\":[]}",
        "WebFetch|{\"url\":\"https://example.com\",\"prompt\":\"read\"}",
        "mcp__issues__list_issues|{\"project\":\"x\"}",
      })
  void hook_harmlessCallOfClaudeCode_isSilent(String call) {
    String[] parts = call.split("\\|", 2);
    assertThat(hook(HookAgent.CLAUDE_CODE, claude(parts[0], parts[1])))
        .isEqualTo(new Result(0, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs_read|{\"operations\":[{\"mode\":\"Line\",\"path\":\"/etc/hosts\"}]}",
        "fs_write|{\"command\":\"create\",\"path\":\"/home/dev/app/a.txt\",\"file_text\":\"x\"}",
        "use_aws|{\"service_name\":\"ec2\",\"operation_name\":\"describe-instances\",\"parameters\":{},\"region\":\"eu-west-1\",\"label\":\"look\"}",
        "thinking|{\"thought\":\"hm\"}",
        "@git/git_status|{}",
      })
  void hook_harmlessCallOfKiro_isSilent(String call) {
    String[] parts = call.split("\\|", 2);
    assertThat(hook(HookAgent.KIRO, kiro(parts[0], parts[1]))).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void hook_destructiveCommand_tellsTheModelWhatToDo() {
    String reason = reason(hook(HookAgent.CLAUDE_CODE, claude("Bash", WIPE)));
    assertThat(reason)
        .contains("It would DELETE file `/srv/ledger`", "grace", "linus", "approvals approve")
        .contains("make exactly this call again");
    assertThat(REQUEST.matcher(reason).find()).isTrue();
  }

  @Test
  void hook_sameForKiro_isExitCodeTwoWithTheReasonOnStandardError() {
    Result result = hook(HookAgent.KIRO, kiro("execute_bash", WIPE));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("It would DELETE file `/srv/ledger`", "Request: ");
  }

  @Test
  void hook_awsCallOfKiro_isJudgedAsOne() {
    Result result =
        hook(
            HookAgent.KIRO,
            kiro(
                "use_aws",
                "{\"service_name\":\"elasticbeanstalk\",\"operation_name\":\"rebuild-environment\",\"parameters\":{\"EnvironmentName\":\"billing\"},\"region\":\"cn-north-1\",\"label\":\"x\"}"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("elasticbeanstalk", "REPLACE");
  }

  private String approve(String reason) {
    String id = find(REQUEST, reason);
    String digest = find(DIGEST, reason);
    for (String voter : List.of("grace", "linus")) {
      new Program(temp)
          .as(voter)
          .at(() -> now)
          .run("approvals", "--config", team.toString(), "approve", id, "--digest", digest);
    }
    return id;
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  @Test
  void hook_approvedCallProposedAgain_runsExactlyOnce() {
    String call = claude("Bash", WIPE);
    String first = find(REQUEST, reason(hook(HookAgent.CLAUDE_CODE, call)));
    String again = reason(hook(HookAgent.CLAUDE_CODE, call));
    assertThat(find(REQUEST, again)).isEqualTo(first);
    approve(again);
    // In other words to its user, the call is the same.
    String inOtherWords = call.replace("Tidy up", "Remove the ledger");
    assertThat(hook(HookAgent.CLAUDE_CODE, inOtherWords)).isEqualTo(new Result(0, "", ""));
    String after = reason(hook(HookAgent.CLAUDE_CODE, call));
    assertThat(find(REQUEST, after)).isNotEqualTo(first);
  }

  @Test
  void hook_approvedCallChanged_doesNotRun() {
    approve(reason(hook(HookAgent.CLAUDE_CODE, claude("Bash", WIPE))));
    assertThat(
            reason(hook(HookAgent.CLAUDE_CODE, claude("Bash", WIPE.replace("ledger", "ledger2")))))
        .contains("did not run");
    assertThat(
            reason(
                hook(
                    HookAgent.CLAUDE_CODE,
                    claude("Bash", WIPE).replace("/home/dev/app", "/home/dev/other"))))
        .contains("did not run");
    assertThat(hook(HookAgent.KIRO, kiro("execute_bash", WIPE)).code()).isEqualTo(2);
  }

  @Test
  void hook_approvalTooOld_doesNotRun() {
    approve(reason(hook(HookAgent.CLAUDE_CODE, claude("Bash", WIPE))));
    now = NOW.plus(Duration.ofDays(2));
    assertThat(reason(hook(HookAgent.CLAUDE_CODE, claude("Bash", WIPE)))).contains("did not run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home/dev/app/.claude/settings.json",
        "/home/dev/.claude/settings.local.json",
        "/home/dev/app/.kiro/agents/default.json",
        "/etc/countersign/countersign.yaml"
      })
  void hook_writeToItsOwnSettings_isDeniedWhoeverAgrees(String path) {
    String reason =
        reason(
            hook(
                HookAgent.CLAUDE_CODE,
                claude("Write", "{\"file_path\":\"" + path + "\",\"content\":\"{}\"}")));
    assertThat(reason).contains("Countersign denied", "guard");
    assertThat(REQUEST.matcher(reason).find()).isFalse();
  }

  @Test
  void hook_writeToTheStore_isDenied() {
    String store = temp.resolve("team/approvals.journal").toString();
    assertThat(
            reason(
                hook(
                    HookAgent.CLAUDE_CODE,
                    claude("Write", "{\"file_path\":\"" + store + "\",\"content\":\"\"}"))))
        .contains("Countersign denied", "guard");
  }

  static List<String> malformed() {
    String good = claude("Read", "{\"file_path\":\"/x\"}");
    return List.of(
        "",
        " ",
        "{",
        good.substring(0, good.length() / 2),
        good + good,
        "\ufeff" + good,
        good.replace("/x", "\u0000"),
        good.replace("s-1", "\\ud800"),
        "[" + good + "]",
        "null",
        "\"text\"",
        good.replace("PreToolUse", "PostToolUse"),
        good.replace("PreToolUse", ""),
        good.replace("\"tool_name\"", "\"toolName\""),
        good.replace("\"session_id\":\"s-1\",", "\"session_id\":\"s-1\",\"surprise\":1,"),
        good.replace("\"s-1\"", "7"),
        good.replace("\"/home/dev/app\"", "\"relative\""),
        good.replace("\"/home/dev/app\"", "null"),
        good.replace("{\"file_path\":\"/x\"}", "[]"),
        good.replace("{\"file_path\":\"/x\"}", "\"text\""),
        good.replace("\"Read\"", "\"\""),
        good.replace("\"Read\"", "\"Re\u0430d\""),
        good.replace("\"/x\"", "1e999"),
        good.replace("\"/x\"", "[".repeat(10_000) + "]".repeat(10_000)),
        good.replace("{\"file_path\":\"/x\"}", "{\"a\":1,\"a\":2}"),
        good.replace("/x", "x".repeat(10 << 20)));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void hook_malformedInput_isExitCodeTwoWithOneLine(String input) {
    for (HookAgent agent : HookAgent.values()) {
      Result result = hook(agent, input);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("Countersign: ").endsWith("\n");
      assertThat(result.err().lines()).hasSize(1);
    }
  }

  @Test
  void hook_inputThatIsNoText_isDenied() {
    byte[] bytes = claude("Read", "{\"file_path\":\"/x\"}").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length / 2] = (byte) 0xfe;
    assertThat(hook(HookAgent.CLAUDE_CODE, new ByteArrayInputStream(bytes)).code()).isEqualTo(2);
  }

  @Test
  void hook_mutatedInputs_neverEndOtherwiseThanWithSilenceOrADenial() {
    Random random = new Random(7);
    String good = claude("Bash", WIPE);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
      for (int j = 0; j <= random.nextInt(3); j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Result result = hook(HookAgent.CLAUDE_CODE, new ByteArrayInputStream(bytes));
      boolean denied = result.code() == 2 || result.out().contains("\"deny\"");
      boolean silent = result.equals(new Result(0, "", ""));
      assertThat(denied || silent).as(new String(bytes, StandardCharsets.ISO_8859_1)).isTrue();
    }
  }

  @Test
  void read_tenThousandMutatedInputs_areReadOrRefused() throws IOException {
    Random random = new Random(11);
    byte[] good = claude("Bash", WIPE).getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = java.util.Arrays.copyOf(good, good.length - random.nextInt(3));
      for (int j = 0; j < random.nextInt(4); j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        HookInput.read(new ByteArrayInputStream(bytes), HookAgent.CLAUDE_CODE, java.util.Set.of());
      } catch (io.countersign.json.MalformedException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(5_000, 9_999);
  }

  @Test
  void hook_newMemberThatTheConfigurationKnows_isNoReasonToDeny() {
    team = Team.file(temp.resolve("team"), "hooks: {knownFields: [surprise]}\n");
    String call =
        claude("Read", "{\"file_path\":\"/x\"}")
            .replace("\"session_id\"", "\"surprise\":{},\"session_id\"");
    assertThat(hook(HookAgent.CLAUDE_CODE, call)).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void hook_badConfiguration_isDeniedWithItsCode() throws IOException {
    Files.writeString(team, "version: 1\nnonsense: true\n");
    Result result = hook(HookAgent.KIRO, kiro("fs_read", "{\"path\":\"/x\"}"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("config-key-unknown").hasLineCount(1);
    Files.delete(team);
    assertThat(hook(HookAgent.CLAUDE_CODE, claude("Read", "{}")).err())
        .contains("config-file-unreadable");
  }

  @Test
  void hook_unsoundSettingsOfThePolicy_areExitCodeTwoWithOneLine() throws IOException {
    Files.writeString(team, Files.readString(team) + "policy: {cumulative: {steps: many}}\n");
    for (String command : List.of("ls", "rm -rf /srv/data")) {
      Result result =
          hook(HookAgent.CLAUDE_CODE, claude("Bash", "{\"command\":\"" + command + "\"}"));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains("cumulative").hasLineCount(1);
    }
  }

  @Test
  void hook_corruptStore_isDenied() throws IOException {
    Files.writeString(temp.resolve("team/approvals.journal"), "rubbish\n");
    Result result = hook(HookAgent.CLAUDE_CODE, claude("Read", "{\"file_path\":\"/x\"}"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("store-corrupt").hasLineCount(1);
  }

  @Test
  void hook_directoryInPlaceOfTheLog_isDenied() throws IOException {
    Files.createDirectories(temp.resolve("team/audit.jsonl"));
    assertThat(hook(HookAgent.CLAUDE_CODE, claude("Read", "{\"file_path\":\"/x\"}")).code())
        .isEqualTo(2);
  }

  @Test
  void hook_lockedLog_isDenied() throws IOException {
    hook(HookAgent.CLAUDE_CODE, claude("Read", "{\"file_path\":\"/x\"}"));
    try (var channel =
            java.nio.channels.FileChannel.open(
                temp.resolve("team/audit.jsonl"), java.nio.file.StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      Result result = hook(HookAgent.CLAUDE_CODE, claude("Read", "{\"file_path\":\"/x\"}"));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("holds the lock").hasLineCount(1);
    }
  }

  @Test
  void hook_clockThatWentBack_isDenied() {
    hook(HookAgent.CLAUDE_CODE, claude("Read", "{\"file_path\":\"/x\"}"));
    now = NOW.minus(Duration.ofHours(1));
    Result result = hook(HookAgent.CLAUDE_CODE, claude("Read", "{\"file_path\":\"/x\"}"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("decision-clock-went-back").hasLineCount(1);
  }

  @Test
  void hook_inputThatNeverEnds_isDeniedAtTheTimeLimit() {
    team = Team.file(temp.resolve("team"), "hooks: {timeLimit: 300ms}\n");
    InputStream never =
        new InputStream() {
          @Override
          public int read() {
            try {
              Thread.sleep(2_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return -1;
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    AtomicInteger code = new AtomicInteger(-1);
    Thread caller = Thread.currentThread();
    Streams streams =
        new Streams(
            never,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    new Hook(
            HookAgent.CLAUDE_CODE,
            streams,
            new Program(temp).machine(),
            () -> now,
            c -> {
              code.compareAndSet(-1, c);
              // The process would be gone; here, the thread that waits for that is woken.
              caller.interrupt();
            })
        .run(List.of("--config", team.toString()));
    while (code.get() == -1) {
      Thread.onSpinWait();
    }
    assertThat(Thread.interrupted() || true).isTrue();
    assertThat(code.get()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("hook-timed-out").hasLineCount(1);
  }

  @Test
  void hook_memoryRunsOut_isDenied() {
    InputStream greedy =
        new InputStream() {
          @Override
          public int read() {
            throw new OutOfMemoryError("test");
          }
        };
    Result result = hook(HookAgent.CLAUDE_CODE, greedy);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("hook-failed").hasLineCount(1);
  }

  @Test
  void hook_answerThatNobodyReceives_isADenial() {
    AtomicInteger code = new AtomicInteger(-1);
    PrintStream gone =
        new PrintStream(
            new java.io.OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("gone");
              }
            },
            true,
            StandardCharsets.UTF_8);
    Streams streams =
        new Streams(
            new ByteArrayInputStream(claude("Bash", WIPE).getBytes(StandardCharsets.UTF_8)),
            gone,
            gone);
    new Hook(
            HookAgent.CLAUDE_CODE,
            streams,
            new Program(temp).machine(),
            () -> now,
            c -> code.compareAndSet(-1, c))
        .run(List.of("--config", team.toString()));
    assertThat(code.get()).isEqualTo(2);
  }

  @Test
  void hook_unknownWords_areDenied() {
    AtomicInteger code = new AtomicInteger(-1);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    new Hook(
            HookAgent.KIRO,
            streams,
            new Program(temp).machine(),
            () -> now,
            c -> code.compareAndSet(-1, c))
        .run(List.of("--help"));
    assertThat(code.get()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("hook-failed");
  }

  @Test
  void hook_storeOfTheAccount_isForItsEyesOnly() throws IOException {
    hook(HookAgent.CLAUDE_CODE, claude("Read", "{\"file_path\":\"/x\"}"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(temp.resolve("team/audit.jsonl"))))
        .isEqualTo("rw-------");
  }
}
