package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RegoProgramTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final Path ACCESS = Path.of("src/test/resources/bundles/access");

  private final RegoProgram program = RegoProgram.load(RegoBundle.read(ACCESS));

  record Call(String action, List<String> roles, String environment, long amount) {}

  @Test
  void evaluate_inputOfRecords_seesComponentsAsKeys() {
    Value input = program.inputOf(new Call("delete", List.of("reader", "admin"), "staging", 1));

    assertThat(
            program
                .evaluate("access/allow", input, Budget.DEFAULT, CLOCK)
                .fold(Value::toString, () -> "undefined"))
        .isEqualTo("true");
  }

  @Test
  void evaluate_noRuleHolds_givesTheDefault() {
    assertThat(allow("{\"roles\": [\"reader\"], \"action\": \"delete\"}")).isEqualTo("false");
  }

  @Test
  void evaluate_largeNumberInMessage_isPrintedInFull() throws Exception {
    JsonNode input =
        new JsonMapper().readTree("{\"environment\": \"production\", \"amount\": 3000000000}");

    RegoResult result = program.evaluate("access/deny", input, Budget.DEFAULT, CLOCK);

    assertThat(((RegoResult.Defined) result).toTree().toString())
        .isEqualTo("[\"amount 3000000000 is above 1000\"]");
  }

  @Test
  void evaluate_ruleWithoutDefault_isUndefined() {
    Value input = program.input("{}".getBytes(StandardCharsets.UTF_8));

    assertThat(program.evaluate("access/undefined_unless_asked", input, Budget.DEFAULT, CLOCK))
        .isInstanceOf(RegoResult.Undefined.class);
  }

  @Test
  void evaluate_unknownEntrypoint_isRefused() {
    assertThatThrownBy(
            () -> program.evaluate("access/missing", (Value) null, Budget.DEFAULT, CLOCK))
        .isInstanceOfSatisfying(
            RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.ENTRYPOINT_MISSING));
  }

  @Test
  void evaluate_tooFewSteps_isATypedError() {
    String roles = "\"a\",".repeat(20_000) + "\"b\"";
    Value input =
        program.input(
            ("{\"action\": \"get\", \"roles\": [" + roles + "]}").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(
            () ->
                program.evaluate("access/allow", input, Budget.DEFAULT.withMaxSteps(5_000), CLOCK))
        .isInstanceOfSatisfying(
            RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.BUDGET_STEPS));
  }

  @Test
  void input_duplicateKeyOrTrailingText_isRefused() {
    for (String malformed : List.of("{\"a\": 1, \"a\": 2}", "{} {}", "{\"a\": 1", "", "nothing")) {
      assertThatThrownBy(() -> program.input(malformed.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.INPUT_MALFORMED));
    }
  }

  @Test
  void load_tarGz_readsPlanAndEntrypoints() {
    RegoProgram loaded =
        RegoProgram.load(RegoBundle.read(ACCESS.resolveSibling("access-without-data.tar.gz")));

    assertThat(loaded.entrypoints())
        .containsExactly("access/allow", "access/deny", "access/undefined_unless_asked");
  }

  private String allow(String input) {
    Value value = program.input(input.getBytes(StandardCharsets.UTF_8));
    return program
        .evaluate("access/allow", value, Budget.DEFAULT, CLOCK)
        .fold(Value::toString, () -> "undefined");
  }
}
