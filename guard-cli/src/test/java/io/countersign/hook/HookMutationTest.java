package io.countersign.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.cli.Program;
import io.countersign.cli.Team;
import io.countersign.config.ConfiguredGuard;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import io.countersign.policy.PolicyEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand mutated events of both agents, in one process and always the same ones. What is not
 * an event is denied with code 2, nothing ends with 1, and what means the same is answered the
 * same.
 */
@Timeout(300)
final class HookMutationTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A second opinion on what is JSON; it lets more pass than the guard's own reader. */
  private static final JsonMapper LOOSE =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final List<String> DESTRUCTIVE =
      List.of(
          "rm -rf /srv/data",
          "git push --force origin main",
          "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
          "aws cloudformation delete-stack --stack-name prod",
          "kubectl delete namespace shop",
          "terraform destroy -auto-approve",
          "psql -h db -c 'DROP TABLE orders'",
          "dd if=/dev/zero of=/dev/sda",
          "docker volume rm pgdata",
          "gcloud sql instances delete orders",
          "find /var/lib/app -delete",
          "redis-cli -h cache FLUSHALL");

  private static final List<String> HARMLESS =
      List.of(
          "git status --short",
          "ls -la src",
          "grep -rn 'rm -rf /' docs",
          "mvn -q test",
          "aws ec2 describe-instances --region eu-west-1",
          "kubectl get pods -A",
          "terraform plan",
          "cat README.md",
          "npm run build",
          "echo delete everything",
          "psql -h db -c 'SELECT 1'",
          "docker ps --all");

  /** Ways to start the same program. */
  private static final List<UnaryOperator<String>> STARTED =
      List.of(
          c -> c,
          c -> "env " + c,
          c -> "nohup " + c,
          c -> "time " + c,
          c -> "timeout 60 " + c,
          c -> "nice -n 5 " + c,
          c -> "command " + c,
          c -> "\\" + c,
          c -> "FOO=bar " + c,
          c -> "'" + c.replaceFirst(" ", "' "),
          c -> c.replaceFirst(" ", "   "),
          c -> c.replaceFirst(" ", " \\\\\n "));

  /** Ways to say the same to a shell, whatever is said. */
  private static final List<UnaryOperator<String>> SAID =
      List.of(
          c -> "  " + c + "  ",
          c -> c + "; true",
          c -> "true && " + c,
          c -> "( " + c + " )",
          c -> "{ " + c + "; }",
          c -> c + " || true",
          c -> "cd /home/dev/app && " + c,
          c -> "if true; then " + c + "; fi",
          c -> "for i in 1; do " + c + "; done",
          c -> "bash -c \"" + c.replace("\\", "\\\\").replace("\"", "\\\"") + "\"",
          c -> c + "\ntrue",
          c -> "# as told\n" + c);

  @TempDir Path temp;
  private final PolicyEngine policy = Policies.defaultEngine(PolicyConfig.DEFAULTS);
  private final Random random = new Random(20_261_124);
  private Path team;

  @BeforeEach
  void team() {
    team = Team.file(temp.resolve("team"), "hooks: {timeLimit: 10m}\n");
  }

  @AfterEach
  void close() {
    policy.close();
  }

  private record Result(int code, String out, String err) {
    boolean silent() {
      return code == 0 && out.isEmpty() && err.isEmpty();
    }

    boolean stopped() {
      return (code == 2 && out.isEmpty() && !err.isEmpty())
          || (code == 0 && out.contains("\"permissionDecision\":\"deny\"") && err.isEmpty());
    }
  }

  private Result hook(HookAgent agent, byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    AtomicInteger code = new AtomicInteger(-1);
    new Hook(
            agent,
            new Streams(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            new Program(temp).machine(),
            () -> Instant.parse("2026-11-24T12:00:00Z"),
            c -> code.compareAndSet(-1, c),
            phases ->
                configured ->
                    ConfiguredGuard.forChecks(
                        configured, () -> Instant.parse("2026-11-24T12:00:00Z"), shared()))
        .run(List.of("--config", team.toString()));
    return new Result(
        code.get(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The one policy, which a guard may not close. */
  private PolicyEngine shared() {
    return new PolicyEngine() {
      @Override
      public Revision current() {
        return policy.current();
      }

      @Override
      public void close() {}
    };
  }

  private static ObjectNode event(HookAgent agent, String command) {
    ObjectNode event = JSON.objectNode();
    boolean claude = agent == HookAgent.CLAUDE_CODE;
    event.put("session_id", "s-1");
    if (claude) {
      event.put("transcript_path", "/t.jsonl").put("permission_mode", "default");
    }
    event.put("cwd", "/home/dev/app");
    event.put("hook_event_name", claude ? "PreToolUse" : "preToolUse");
    event.put("tool_name", claude ? "Bash" : "execute_bash");
    event.putObject("tool_input").put("command", command);
    if (claude) {
      event.put("tool_use_id", "toolu_1");
    }
    return event;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private HookAgent agent() {
    return any(List.of(HookAgent.values()));
  }

  private String inOtherWords(String command) {
    String same = any(STARTED).apply(command);
    for (int i = random.nextInt(3); i > 0; i--) {
      same = any(SAID).apply(same);
    }
    return same;
  }

  /** The same event in other bytes: order, white space, escapes, words for the user. */
  private String rewritten(ObjectNode event) {
    ((ObjectNode) event.get("tool_input")).put("description", "d" + random.nextInt(1_000));
    event.put("session_id", "s-" + random.nextInt(1_000));
    List<String> names = new ArrayList<>();
    event.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode shuffled = JSON.objectNode();
    names.forEach(name -> shuffled.set(name, event.get(name)));
    StringBuilder text = new StringBuilder();
    boolean inString = false;
    String json = shuffled.toString();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"' && (i == 0 || json.charAt(i - 1) != '\\')) {
        inString = !inString;
      }
      boolean escapable =
          inString
              && Character.isLetter(c)
              && json.charAt(i - 1) != '\\'
              && random.nextInt(20) == 0;
      if (escapable) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
        if (!inString && random.nextInt(4) == 0) {
          text.append(any(List.of(" ", "\n", "\t", "\r\n  ")));
        }
      }
    }
    return text.toString();
  }

  @Test
  void hook_destructiveInOtherWords_isStopped() {
    for (int i = 0; i < 2_500; i++) {
      String command = inOtherWords(any(DESTRUCTIVE));
      HookAgent agent = agent();
      String input = rewritten(event(agent, command));
      Result result = hook(agent, input.getBytes(StandardCharsets.UTF_8));
      assertThat(result.stopped()).as("%s%n%s", command, result).isTrue();
    }
  }

  @Test
  void hook_harmlessInOtherWords_isSilent() {
    for (int i = 0; i < 2_500; i++) {
      String command = inOtherWords(any(HARMLESS));
      HookAgent agent = agent();
      String input = rewritten(event(agent, command));
      Result result = hook(agent, input.getBytes(StandardCharsets.UTF_8));
      assertThat(result.silent()).as("%s%n%s", command, result).isTrue();
    }
  }

  @Test
  void hook_damagedBytes_areDeniedWhenTheyAreNoEvent_andNeverEndWithOne() {
    int denied = 0;
    for (int i = 0; i < 2_500; i++) {
      HookAgent agent = agent();
      byte[] bytes =
          event(agent, any(random.nextBoolean() ? DESTRUCTIVE : HARMLESS))
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(3) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      for (int j = random.nextInt(4); j >= 0 && bytes.length > 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Result result = hook(agent, bytes);
      String shown = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(result.silent() || result.stopped()).as("%s%n%s", shown, result).isTrue();
      if (!isEvent(bytes)) {
        assertThat(result.code()).as("%s%n%s", shown, result).isEqualTo(2);
        assertThat(result.err()).as(shown).hasLineCount(1);
        denied++;
      }
    }
    assertThat(denied).isBetween(1_000, 2_499);
  }

  private static boolean isEvent(byte[] bytes) {
    try {
      JsonNode tree = LOOSE.readTree(bytes);
      return tree != null
          && tree.path("cwd").asText().startsWith("/")
          && !tree.path("tool_name").asText().isEmpty()
          && tree.path("tool_input").isObject();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void hook_damagedShape_isDeniedWithOneLine() {
    for (int i = 0; i < 2_500; i++) {
      HookAgent agent = agent();
      ObjectNode event = event(agent, any(random.nextBoolean() ? DESTRUCTIVE : HARMLESS));
      String damaged = damaged(event);
      Result result = hook(agent, damaged.getBytes(StandardCharsets.UTF_8));
      assertThat(result.code()).as("%s%n%s", damaged, result).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).as(damaged).isNotBlank();
    }
  }

  /** An event that lacks something, says something twice, or says it in another type. */
  private String damaged(ObjectNode event) {
    String needed = any(List.of("cwd", "hook_event_name", "tool_name", "tool_input"));
    String text = event.toString();
    switch (random.nextInt(7)) {
      case 0 -> event.remove(needed);
      case 1 -> event.set(needed, other(needed));
      case 2 -> {
        return "{\"" + needed + "\":" + event.get(needed) + "," + text.substring(1);
      }
      case 3 -> {
        return text + any(List.of("{}", " x", ",", "\u0000", text));
      }
      case 4 -> event.set("zz_" + random.nextInt(100), nested(random.nextInt(70)));
      case 5 -> ((ObjectNode) event.get("tool_input")).set("x", nested(90 + random.nextInt(800)));
      default -> {
        return any(List.of("[", "[[", "\"", "x")) + text;
      }
    }
    return event.toString();
  }

  private JsonNode other(String name) {
    List<JsonNode> types =
        new ArrayList<>(
            List.of(
                JSON.numberNode(7),
                JSON.booleanNode(true),
                JSON.arrayNode().add("x"),
                JSON.textNode("")));
    if (!name.equals("tool_input")) {
      types.add(JSON.objectNode().put("command", "ls"));
      types.add(JSON.nullNode());
    }
    return any(types);
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = JSON.textNode("x");
    for (int i = 0; i < depth; i++) {
      inner = i % 2 == 0 ? JSON.arrayNode().add(inner) : JSON.objectNode().set("a", inner);
    }
    return inner;
  }
}
