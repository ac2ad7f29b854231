package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.batch.BatchCode;
import io.countersign.config.ConfigCode;
import io.countersign.hook.HookCode;
import io.countersign.problem.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
final class CountersignTest {

  @TempDir Path temp;

  static Stream<Code> codes() {
    return Stream.of(BatchCode.values(), CliCode.values(), ConfigCode.values(), HookCode.values())
        .flatMap(Stream::of);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void code_ofThisModule_hasASection(Code code) throws IOException {
    assertThat(Files.readAllLines(Path.of("../docs/codes/cli.md"))).contains("## " + code.id());
  }

  @Test
  void run_nothing_explainsItself() {
    Program.Result result = new Program(temp).run();
    assertThat(result.code()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("check", "approvals", "audit", "hook", "Exit codes");
  }

  @Test
  void run_unknownOption_isAWrongCommandLine() {
    Program.Result result = new Program(temp).run("check", "--nonsense");
    assertThat(result.code()).isEqualTo(Exit.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("--nonsense", "--help");
  }

  @Test
  void check_withoutConfiguration_saysWhatHolds() {
    Program.Result result =
        new Program(temp).run("check", "--tool", "list_things", "--arguments", "{}");
    assertThat(result.code()).isEqualTo(Exit.OK);
    assertThat(result.out()).startsWith("ALLOWED  NONE  NON_DESTRUCTIVE");
    assertThat(result.err())
        .contains("no configuration found", "human:ada", ".local/state/countersign");
  }

  @Test
  void check_wordsOfACommand_areQuotedLikeAShellWould() {
    Program.Result result =
        new Program(temp)
            .run("check", "--json", "--cwd", "/home/dev/app", "--", "rm", "-rf", "/srv/my data");
    assertThat(result.code()).isEqualTo(Exit.APPROVAL_REQUIRED);
    assertThat(result.out()).contains("\"id\":\"/srv/my data\"", "DESTRUCTIVE");
  }

  @Test
  void check_stoppedByThePolicy_namesTheRuleBehindTheReason() {
    Program.Result people =
        new Program(temp).run("check", "--cwd", "/home/dev/app", "rm -rf /srv/data");
    Program.Result traced =
        new Program(temp)
            .run("check", "--json", "--trace", "--cwd", "/home/dev/app", "rm -rf /srv/data");

    assertThat(people.out())
        .contains("rule     data.countersign.raise.destructive.raises (", "destructive.rego:");
    assertThat(traced.out())
        .contains("\"rule\":\"data.countersign.raise.grants.raises\"")
        .contains("\"saw\":\"\\\"DELETE\\\"\",\"other\":\"\\\"GRANT\\\"\"");
  }

  @Test
  void check_scriptOnStandardInput_isJudged() {
    Program.Result result =
        new Program(temp).reading("cd /srv\nrm -rf data\n").run("check", "--cwd", "/home/dev/app");
    assertThat(result.code()).isEqualTo(Exit.APPROVAL_REQUIRED);
    assertThat(result.out()).contains("APPROVAL REQUIRED", "/srv/data", "because", "needs");
  }

  @Test
  void check_callOnStandardInput_isJudged() {
    Program.Result result =
        new Program(temp)
            .reading(
                """
                {
                  "tool": "aws",
                  "arguments": {"service": "s3", "operation": "DeleteBucket", "parameters": {"Bucket": "b"}}
                }
                """)
            .run("check");
    assertThat(result.out()).contains("DESTRUCTIVE", "s3:DeleteBucket");
  }

  @Test
  void check_cutCallOnStandardInput_isDenied() {
    Program.Result result = new Program(temp).reading("{\"tool\": \"aws\", ").run("check");
    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.out()).contains("DENIED", "json-not-json");
  }

  @Test
  void check_groupOnStandardInput_isACommandLine() {
    Program.Result result = new Program(temp).reading("{ rm -rf /srv/data; }").run("check");
    assertThat(result.out()).contains("DESTRUCTIVE", "/srv/data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --help",
        "approvals --help",
        "approvals approve -h",
        "audit verify --help",
        "hook install --help"
      })
  void help_ofEveryCommand_isShown(String line) {
    Program.Result result = new Program(temp).run(line.split(" "));
    assertThat(result.code()).isEqualTo(Exit.OK);
    assertThat(result.out()).contains("Usage: countersign " + line.replaceFirst(" -.*", ""));
  }

  @Test
  void check_malformedArguments_areDenied() {
    Program.Result result = new Program(temp).run("check", "--tool", "x", "--arguments", "{");
    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.out()).contains("DENIED", "json-not-json");
  }

  @Test
  void check_namedConfigurationThatIsNotThere_isRefused() {
    Program.Result result = new Program(temp).run("check", "--config", "/no/such.yaml", "ls");
    assertThat(result.code()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("config-file-unreadable");
  }

  @Test
  void check_anything_recordsNothing() {
    new Program(temp).run("check", "rm -rf /srv/data");
    assertThat(temp.resolve("home/.local")).doesNotExist();
  }

  @Test
  void check_oneCall_getsTheAnswerOfABatch() {
    String command = "rm -rf /srv/data";
    String one =
        new Program(temp).run("check", "--json", "--cwd", "/home/dev/app", command).out().strip();
    String many =
        new Program(temp)
            .reading(
                "{\"tool\":\"Bash\",\"arguments\":{\"command\":\"%s\",\"cwd\":\"/home/dev/app\"},\"context\":{\"cwd\":\"/home/dev/app\"}}"
                    .formatted(command))
            .run("check", "--batch")
            .out()
            .strip();
    assertThat(many).isEqualTo(one.replaceFirst("\\{", "{\"id\":null,"));
  }

  private record Ended(int code, String out, String err) {}

  /** Starts the program in a JVM of its own. */
  private Ended start(String input, List<String> jvm, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Countersign.class.getName()));
    command.addAll(List.of(words));
    Path in = Files.writeString(temp.resolve("in"), input);
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", temp.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void process_batch_answersAndEndsWithZero() throws Exception {
    Ended ended =
        start(
            "{\"id\":1,\"tool\":\"list_x\",\"arguments\":{}}\nrubbish\n",
            List.of(),
            "check",
            "--batch");
    assertThat(ended.code()).isEqualTo(0);
    assertThat(ended.out().lines()).hasSize(2);
  }

  @Test
  void process_hookWithMalformedInput_endsWithTwoAndOneLine() throws Exception {
    for (String agent : List.of("claude-code", "kiro")) {
      Ended ended = start("{", List.of(), "hook", agent);
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).hasLineCount(1).startsWith("Countersign: ");
    }
  }

  @Test
  void process_hookWithHarmlessCall_isSilent() throws Exception {
    Ended ended =
        start(
            "{\"hook_event_name\":\"preToolUse\",\"cwd\":\"/home/dev/app\",\"tool_name\":\"fs_read\",\"tool_input\":{\"path\":\"/x\"}}",
            List.of(),
            "hook",
            "kiro");
    assertThat(ended).isEqualTo(new Ended(0, "", ""));
    assertThat(temp.resolve(".local/state/countersign/audit.jsonl")).isNotEmptyFile();
  }

  @Test
  void process_hookWithTooLittleMemory_endsWithTwo() throws Exception {
    String big =
        "{\"hook_event_name\":\"preToolUse\",\"cwd\":\"/home/dev/app\",\"tool_name\":\"fs_write\",\"tool_input\":{\"path\":\"/home/dev/app/a\",\"text\":\""
            + "x".repeat(1_000_000)
            + "\"}}";
    assertThat(start(big, List.of("-Xmx7m", "-XX:+UseSerialGC"), "hook", "kiro").code())
        .isEqualTo(2);
  }
}
