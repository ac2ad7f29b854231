package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class ConcurrencyTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final int THREADS = 64;

  /** Takes some ten seconds; -Drego.evaluations asks for another number. */
  private static final int EVALUATIONS = Integer.getInteger("rego.evaluations", 1_000_000);

  private final RegoProgram program =
      RegoProgram.load(RegoBundle.read(Path.of("src/test/resources/bundles/coverage")));

  @Test
  void evaluate_sharedByManyThreads_answersAsAlone() throws Exception {
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String json =
          "{\"x\": %d, \"roles\": [\"admin\", \"r%d\"], \"n\": %d, \"names\": [\"a%d\", \"b\"], \"teams\": {\"t\": [\"p%d\", \"q\"]}, \"numbers\": [%d]}";
      inputs.add(
          program.input(json.formatted(i % 3, i, i * 7, i, i, i).getBytes(StandardCharsets.UTF_8)));
    }
    List<String> entrypoints = List.copyOf(program.entrypoints());
    List<RegoResult> alone = new ArrayList<>();
    for (Value input : inputs) {
      for (String entrypoint : entrypoints) {
        alone.add(program.evaluate(entrypoint, input, Budget.DEFAULT, CLOCK));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Integer>> wrong = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      wrong.add(threads.submit(() -> differences(first, inputs, entrypoints, alone)));
    }
    threads.shutdown();

    for (Future<Integer> each : wrong) {
      assertThat(each.get()).isZero();
    }
  }

  private int differences(
      int first, List<Value> inputs, List<String> entrypoints, List<RegoResult> alone) {
    Budget patient = Budget.DEFAULT.withDeadline(java.time.Duration.ofMinutes(5));
    int wrong = 0;
    for (int i = first; i < EVALUATIONS; i += THREADS) {
      int at = (int) ((i * 31L) % alone.size());
      Value input = inputs.get(at / entrypoints.size());
      RegoResult result =
          program.evaluate(entrypoints.get(at % entrypoints.size()), input, patient, CLOCK);
      wrong += result.equals(alone.get(at)) ? 0 : 1;
    }
    return wrong;
  }
}
