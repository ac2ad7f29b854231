package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An evaluation that cannot be finished says by its code what was the matter. */
final class EveryRegoCodeTest {

  private static final Path BUNDLES = Path.of("src/test/resources/bundles");
  private static final Budget PATIENT = Budget.DEFAULT.withDeadline(Duration.ofMinutes(5));
  private static final Map<String, Object> LONG = Map.of("list", Collections.nCopies(120, 1));

  private static RegoProgram program(String bundle, boolean strict) {
    return RegoProgram.load(
        RegoBundle.read(BUNDLES.resolve(bundle)), RegoOptions.standard().withStrict(strict));
  }

  private static void assertCode(
      RegoCode code, RegoProgram program, String rule, Map<String, Object> input, Budget budget) {
    assertThatThrownBy(
            () -> program.evaluate(rule, program.inputOf(input), budget, InstantSource.system()))
        .isInstanceOfSatisfying(RegoException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void evaluate_ruleWithTwoValues_isAConflict() {
    assertCode(
        RegoCode.CONFLICT_RULE,
        program("conflict", false),
        "conflict/rule",
        Map.of("one", true, "two", true),
        PATIENT);
  }

  @Test
  void evaluate_keyWithTwoValues_isAConflict() {
    assertCode(
        RegoCode.CONFLICT_OBJECT_KEY,
        program("conflict", false),
        "conflict/key",
        Map.of("pairs", List.of(List.of("a", 1), List.of("a", 2))),
        PATIENT);
  }

  @Test
  void evaluate_builtinThatFails_isAnErrorWhenStrict() {
    assertCode(
        RegoCode.BUILTIN_FAILED,
        program("hostile", true),
        "hostile/parsed",
        Map.of("text", "{"),
        PATIENT);
  }

  @Test
  void evaluate_pastTheDeadline_isStopped() {
    assertCode(
        RegoCode.BUDGET_DEADLINE,
        program("hostile", false),
        "hostile/triples",
        LONG,
        Budget.DEFAULT.withDeadline(Duration.ofNanos(1)));
  }

  @Test
  void evaluate_moreValuesThanAllowed_isStopped() {
    assertCode(
        RegoCode.BUDGET_MEMORY,
        program("hostile", false),
        "hostile/numbers_in_range",
        Map.of("number", 100_000),
        PATIENT.withMaxValues(1_000));
  }

  @Test
  void evaluate_largerResultThanAllowed_isStopped() {
    assertCode(
        RegoCode.BUDGET_RESULT,
        program("hostile", false),
        "hostile/parsed",
        Map.of("text", "[1, 2, 3]"),
        PATIENT.withMaxResultValues(2));
  }

  @Test
  void evaluate_callsDeeperThanAllowed_isStopped() {
    assertCode(
        RegoCode.BUDGET_DEPTH,
        program("conflict", false),
        "conflict/deep",
        Map.of("list", List.of(1)),
        new Budget(Duration.ofMinutes(5), 1_000_000, 1_000_000, 1, 1_000));
  }

  @Test
  void evaluate_interrupted_isStoppedAndLeavesTheFlag() {
    RegoProgram program = program("hostile", false);
    Thread.currentThread().interrupt();
    try {
      assertCode(RegoCode.INTERRUPTED, program, "hostile/triples", LONG, PATIENT);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
