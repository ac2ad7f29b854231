package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countersign.rego.bundle.BundleLimits;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.explain.CoverageReport;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Entrances for a fuzzer. An ordinary build runs the seeds and what was found, under
 * resources/io/countersign/rego/RegoFuzzTestInputs; {@code JAZZER_FUZZ=1} makes it fuzz one of
 * them.
 */
final class RegoFuzzTest {
  private static final BundleLimits SMALL = new BundleLimits(100, 1_000_000, 4_000_000);
  private static final Budget SHORT =
      new Budget(Duration.ofSeconds(5), 100_000, 100_000, 200, 10_000);
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final byte[] NO_DATA = "{}".getBytes(StandardCharsets.UTF_8);

  @FuzzTest(maxDuration = "60s")
  void bundle_anyBytes_isReadOrRefused(byte[] bytes) {
    refusing(() -> RegoBundle.readTarGz(new ByteArrayInputStream(bytes), SMALL));
  }

  @FuzzTest(maxDuration = "60s")
  void plan_anyBytes_isEvaluatedOrRefused(byte[] bytes) {
    refusing(
        () -> {
          RegoProgram program = RegoProgram.load(RegoBundle.of(bytes, NO_DATA));
          Value input =
              program.input("{\"a\": [1, \"b\", {\"c\": null}]}".getBytes(StandardCharsets.UTF_8));
          for (String entrypoint : program.entrypoints()) {
            refusing(() -> program.evaluate(entrypoint, input, SHORT, CLOCK));
            refusing(() -> program.coverage().evaluate(entrypoint, input, SHORT, CLOCK));
            refusing(() -> program.explain(entrypoint, input, SHORT, CLOCK).explanation());
          }
        });
  }

  @FuzzTest(maxDuration = "60s")
  void json_anyBytes_isReadAsWrittenOrRefused(byte[] bytes) {
    JsonReader reader = new JsonReader(JsonLimits.INPUT);
    Value value;
    try {
      value = reader.read(bytes);
    } catch (JsonException e) {
      return;
    }

    assertThat(reader.read(JsonWriter.toJson(value).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(value);
  }

  @FuzzTest(maxDuration = "60s")
  void source_anyText_hasPlaces(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();

    assertThat(CoverageReport.of(List.of(), Set.of(), Map.of("a.rego", text)).toJson())
        .isNotEmpty();
  }

  /** Whatever comes in, a caller sees a code, and not that of a failure inside. */
  private static void refusing(Runnable work) {
    try {
      work.run();
    } catch (RegoException e) {
      assertThat(e.code()).isNotEqualTo(RegoCode.INTERNAL);
    }
  }
}
