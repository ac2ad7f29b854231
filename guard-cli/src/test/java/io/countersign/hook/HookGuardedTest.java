package io.countersign.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.cli.Program;
import io.countersign.cli.Team;
import io.countersign.config.ConfiguredGuard;
import io.countersign.config.Machine;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import io.countersign.policy.PolicyEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agent would have to change to be rid of the guard, and the ways to change a file. */
@Timeout(240)
final class HookGuardedTest {

  @TempDir Path temp;
  private final PolicyEngine policy = Policies.defaultEngine(PolicyConfig.DEFAULTS);
  private Path team;
  private Machine machine;

  @BeforeEach
  void team() {
    team = Team.file(temp.resolve("team"), "hooks: {timeLimit: 10m}\n");
    machine = new Program(temp).machine();
    System.setProperty(AgentFiles.LAUNCHER, "/opt/countersign/countersign");
  }

  @AfterEach
  void close() {
    System.clearProperty(AgentFiles.LAUNCHER);
    policy.close();
  }

  private record Result(int code, String text) {
    boolean denied() {
      return (code == 2 || text.contains("\"permissionDecision\":\"deny\""))
          && text.contains("deny-guard");
    }
  }

  private Result hook(HookAgent agent, String tool, ObjectNode arguments) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("hook_event_name", "PreToolUse").put("cwd", machine.directory().toString());
    event.put("tool_name", tool).set("tool_input", arguments);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
    AtomicInteger code = new AtomicInteger(-1);
    new Hook(
            agent,
            new Streams(
                new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                both,
                both),
            machine,
            InstantSource.system(),
            c -> code.compareAndSet(-1, c),
            phases ->
                configured ->
                    ConfiguredGuard.forChecks(configured, InstantSource.system(), unclosed()))
        .run(List.of("--config", team.toString()));
    return new Result(code.get(), out.toString(StandardCharsets.UTF_8));
  }

  private PolicyEngine unclosed() {
    return new PolicyEngine() {
      @Override
      public Revision current() {
        return policy.current();
      }

      @Override
      public void close() {}
    };
  }

  private Map<String, Path> files() {
    Path home = machine.home();
    Path work = machine.directory();
    return Map.of(
        "settings of the account", home.resolve(".claude/settings.json"),
        "settings of the project", work.resolve(".claude/settings.json"),
        "local settings", work.resolve(".claude/settings.local.json"),
        "hooks of Kiro", home.resolve(".kiro/hooks/countersign.json"),
        "an agent of Kiro", work.resolve(".kiro/agents/dev.json"),
        "the configuration", team,
        "the approvals", temp.resolve("team/approvals.journal"),
        "the ledger", temp.resolve("team/ledger.journal"),
        "the log's head", temp.resolve("team/audit.jsonl.head"),
        "the launcher", Path.of("/opt/countersign/countersign"));
  }

  private static final List<String> WAYS =
      List.of(
          "echo x > %s",
          "echo x >> %s",
          "true; printf '' >| %s",
          "sed -i s/block/ignore/ %s",
          "perl -pi -e s/a/b/ %s",
          "mv %s /tmp/away",
          "mv /tmp/other %s",
          "cp /dev/null %s",
          "rm %s",
          "rm -f -- '%s'",
          "tee %s < /dev/null",
          "ln -sf /tmp/other %s",
          "truncate -s 0 %s",
          "chmod 000 %s",
          "unlink %s",
          "dd if=/dev/null of=%s",
          "bash -c 'rm %s'",
          "cd / && rm .%s",
          "rm -rf $(dirname %s)",
          "install -m 644 /tmp/other %s",
          "python3 -c \"open('%s','w')\"");

  @TestFactory
  Stream<DynamicTest> hook_shellCommandAgainstTheGuardItself_isDenied() {
    return files().entrySet().stream()
        .flatMap(
            file ->
                WAYS.stream()
                    .map(way -> way.formatted(file.getValue()))
                    .map(
                        command ->
                            dynamicTest(
                                file.getKey() + ": " + command.replace(temp.toString(), ""),
                                () -> {
                                  Result result =
                                      hook(
                                          HookAgent.CLAUDE_CODE,
                                          "Bash",
                                          JsonNodeFactory.instance
                                              .objectNode()
                                              .put("command", command));
                                  assertThat(result.denied()).as("%s", result).isTrue();
                                })));
  }

  @TestFactory
  Stream<DynamicTest> hook_fileToolOnTheGuardItself_isDenied() {
    return files().entrySet().stream()
        .flatMap(
            file ->
                Stream.of(
                    dynamicTest(
                        "Write: " + file.getKey(),
                        () ->
                            assertThat(
                                    hook(
                                        HookAgent.CLAUDE_CODE,
                                        "Write",
                                        JsonNodeFactory.instance
                                            .objectNode()
                                            .put("file_path", file.getValue().toString())
                                            .put("content", "x")))
                                .matches(Result::denied)),
                    dynamicTest(
                        "fs_write: " + file.getKey(),
                        () ->
                            assertThat(
                                    hook(
                                        HookAgent.KIRO,
                                        "fs_write",
                                        JsonNodeFactory.instance
                                            .objectNode()
                                            .put("command", "create")
                                            .put("path", file.getValue().toString())
                                            .put("file_text", "x")))
                                .matches(Result::denied))));
  }
}
