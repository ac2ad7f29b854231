package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Results of rules that depend on the data alone are kept between evaluations; no one can tell. */
final class KeptResultsTest {
  private final RegoProgram program =
      RegoProgram.load(RegoBundle.read(Path.of("src/test/resources/bundles/kept")));

  @Test
  void evaluate_dataReplacedWithin_seesTheOtherData() {
    assertThat(ask(program, "limit_now", 0)).isEqualTo("6");
    assertThat(ask(program, "elsewhere", 0)).isEqualTo("42");
    assertThat(ask(program, "limit_now", 0)).isEqualTo("6");
  }

  @Test
  void withData_afterAnEvaluation_seesTheNewData() {
    assertThat(ask(program, "limit_now", 0)).isEqualTo("6");

    RegoProgram other = program.withData(data(List.of(7, 8), 0));

    assertThat(ask(other, "limit_now", 0)).isEqualTo("15");
    assertThat(ask(program, "limit_now", 0)).isEqualTo("6");
  }

  @Test
  void evaluate_ruleThatReadsTheClock_isEvaluatedEachTime() {
    assertThat(ask(program, "started", 5)).isEqualTo("6");
    assertThat(ask(program, "started", 9)).isEqualTo("10");
  }

  @Test
  void evaluate_ruleThatReadsTheInput_isEvaluatedEachTime() {
    assertThat(ask(program, "asked", 4)).isEqualTo("10");
    assertThat(ask(program, "asked", 5)).isEqualTo("11");
  }

  @Test
  void evaluate_ruleThatTakesTooMuchToKeep_isChargedToEachEvaluation() {
    RegoProgram large = program.withData(data(List.of(1), 600));
    Budget small = Budget.DEFAULT.withMaxSteps(300_000);

    assertThat(ask(large, "costly", 0)).isEqualTo("359400");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () -> large.evaluate("kept/costly", large.inputOf(Map.of()), small, clock(0)))
          .isInstanceOfSatisfying(
              RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.BUDGET_STEPS));
    }
  }

  private RegoObject data(List<Integer> numbers, int many) {
    return (RegoObject)
        program.inputOf(
            Map.of("numbers", numbers, "many", IntStream.range(0, many).boxed().toList()));
  }

  private static String ask(RegoProgram program, String rule, long nanos) {
    Value input = program.inputOf(Map.of("more", nanos));
    return program
        .evaluate("kept/" + rule, input, Budget.DEFAULT, clock(nanos))
        .fold(Value::toString, () -> "undefined");
  }

  private static InstantSource clock(long nanos) {
    return InstantSource.fixed(Instant.ofEpochSecond(0, nanos));
  }
}
