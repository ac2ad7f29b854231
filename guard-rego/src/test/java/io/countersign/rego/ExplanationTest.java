package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.explain.Explained;
import io.countersign.rego.explain.Explanation;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  private final RegoProgram program =
      RegoProgram.load(RegoBundle.read(Path.of("src/test/resources/bundles/access")));

  @Test
  void explain_ruleThatFailed_namesTheConditionAndWhatItSaw() {
    Explanation.RuleSet deny =
        explain("access/deny", "{\"environment\": \"staging\", \"amount\": 5000}");

    Explanation.Failure failure = deny.rules().get(0).failure();
    assertThat(deny.rules().get(0).held()).isFalse();
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo("Equal");
    assertThat(failure.place().toString()).isEqualTo("access.rego:11:2");
    assertThat(failure.saw()).isEqualTo(RegoString.of("staging"));
    assertThat(failure.other()).isEqualTo(RegoString.of("production"));
  }

  @Test
  void explain_laterConditionFailed_isTheOneThatIsNamed() {
    Explanation.RuleSet deny =
        explain("access/deny", "{\"environment\": \"production\", \"amount\": 5}");

    assertThat(deny.rules().get(0).failure()).isNotNull();
    assertThat(deny.rules().get(0).failure().place().row()).isEqualTo(12);
  }

  @Test
  void explain_ruleThatHeld_hasNoFailure() {
    Explanation.RuleSet deny =
        explain("access/deny", "{\"environment\": \"production\", \"amount\": 5000}");

    assertThat(deny.rules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.held()).isTrue();
              assertThat(rule.failure()).isNull();
            });
  }

  @Test
  void explain_loopWithoutMatch_tellsTheFurthestCondition() {
    Explanation.RuleSet allow =
        explain("access/allow", "{\"roles\": [\"reader\"], \"action\": \"delete\"}");

    assertThat(allow.path()).isEqualTo("data.access.allow");
    assertThat(allow.rules().get(0).held()).isFalse();
    assertThat(allow.rules().get(0).failure()).isNotNull();
    assertThat(allow.rules().get(0).failure().place().row()).isEqualTo(7);
    assertThat(allow.rules().get(1).held()).as("the default").isTrue();
  }

  @Test
  void explain_anyInput_answersAsEvaluateDoes() {
    for (String input :
        new String[] {"{}", "{\"asked\": true}", "{\"roles\": [\"admin\"], \"action\": \"get\"}"}) {
      for (String entrypoint : program.entrypoints()) {
        var value = program.input(input.getBytes(StandardCharsets.UTF_8));

        assertThat(program.explain(entrypoint, value, Budget.DEFAULT, CLOCK).answer())
            .isEqualTo(program.evaluate(entrypoint, value, Budget.DEFAULT, CLOCK));
      }
    }
  }

  @Test
  void explain_askedTwiceAndLater_isThatOfTheSameInstant() {
    java.util.concurrent.atomic.AtomicLong reads = new java.util.concurrent.atomic.AtomicLong();
    InstantSource ticking = () -> Instant.ofEpochSecond(reads.incrementAndGet());
    Value input = program.input("{}".getBytes(StandardCharsets.UTF_8));

    Explained<RegoResult> explained =
        program.explain("access/allow", input, Budget.DEFAULT, ticking);

    assertThat(explained.explanation()).isSameAs(explained.explanation());
    assertThat(reads).hasValue(1);
  }

  private Explanation.RuleSet explain(String entrypoint, String input) {
    Explained<RegoResult> explained =
        program.explain(
            entrypoint,
            program.input(input.getBytes(StandardCharsets.UTF_8)),
            Budget.DEFAULT,
            CLOCK);
    return explained.explanation().ruleSets().get(0);
  }
}
