package io.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.styra.opa.wasm.OpaPolicy;
import io.countersign.rego.RegoProgram;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The evaluator against the Open Policy Agent Java SDK on random modules; {@code
 * guard-rego/conformance/generated/run} writes them.
 */
final class GeneratedWasmTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final JsonReader JSON = new JsonReader(JsonLimits.INPUT);
  private static final MathContext DIGITS = new MathContext(12);
  private static final int EVERY = 10;
  private static final int MOST = 20;

  private final JsonMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final List<String> different = new ArrayList<>();
  private int compared;

  @Test
  @EnabledIfSystemProperty(named = "rego.generated.wasm", matches = ".+")
  void evaluate_randomModules_answersAsTheSdk() throws IOException {
    OpaPolicy wasm =
        OpaPolicy.builder()
            .withPolicy(Files.readAllBytes(Path.of(System.getProperty("rego.generated.wasm"))))
            .withMaxMemory(4096)
            .disableCompiler()
            .build();
    compare(Path.of(System.getProperty("rego.generated")), wasm);

    System.out.println(compared + " compared with the SDK");
    assertThat(different).isEmpty();
    assertThat(compared).isPositive();
  }

  private void compare(Path file, OpaPolicy wasm) throws IOException {
    Map<String, Integer> entrypoints = wasm.entrypoints();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        JsonNode line = mapper.readTree(text);
        RegoProgram program =
            RegoProgram.load(RegoBundle.of(bytes(line.path("plan")), bytes(line.path("data"))));
        String entrypoint = program.entrypoints().iterator().next();
        wasm.data(line.path("data").toString());
        wasm.entrypoint(entrypoints.get(entrypoint));
        List<JsonNode> cases =
            StreamSupport.stream(line.path("cases").spliterator(), false).toList();
        for (int i = 0; i < cases.size(); i += EVERY) {
          compare(program, entrypoint, cases.get(i), wasm, line);
        }
      }
    }
  }

  private void compare(
      RegoProgram program, String entrypoint, JsonNode each, OpaPolicy wasm, JsonNode line) {
    compared++;
    String input = each.path("input").toString();
    String got = plan(program, entrypoint, input.getBytes(StandardCharsets.UTF_8));
    String wanted = sdk(wasm, input);
    if (!got.equals(wanted) && different.size() < MOST) {
      different.add(
          "input "
              + input
              + "\n  sdk  "
              + wanted
              + "\n  plan "
              + got
              + "\n"
              + line.path("source").asText());
    }
  }

  private static String plan(RegoProgram program, String entrypoint, byte[] input) {
    try {
      Value value = program.input(input);
      return program
          .evaluate(entrypoint, value, Budget.DEFAULT, CLOCK)
          .fold(
              result -> comparable(JSON.read(JsonWriter.toJson(result))).toString(),
              () -> "undefined");
    } catch (RegoException e) {
      return "error";
    }
  }

  private String sdk(OpaPolicy wasm, String input) {
    try {
      JsonNode results = mapper.readTree(wasm.evaluate(input));
      return results.isEmpty()
          ? "undefined"
          : comparable(JSON.read(results.path(0).path("result").toString())).toString();
    } catch (IOException | RuntimeException e) {
      return "error";
    }
  }

  /**
   * What both can be held to: WebAssembly lists sets in an order of its own (also where one is a
   * key), JSON does not tell sets from arrays, and decimals have 18 digits there. Order and digits
   * are compared with OPA.
   */
  private static Value comparable(Value value) {
    if (value instanceof RegoArray array) {
      return RegoArray.of(array.toList().stream().map(e -> comparable(e)).sorted().toList());
    } else if (value instanceof RegoNumber number) {
      return RegoNumber.parse(number.decimalValue().round(DIGITS).stripTrailingZeros().toString());
    } else if (value instanceof RegoObject object) {
      RegoObject copy = RegoObject.open(object.size());
      for (int i = 0; i < object.size(); i++) {
        copy.put(key(object.key(i)), comparable(object.value(i)));
      }
      return copy.close();
    }
    return value;
  }

  private static Value key(Value key) {
    String text = JsonWriter.keyText(key);
    try {
      return text.startsWith("[") || text.startsWith("{") ? comparable(JSON.read(text)) : key;
    } catch (JsonException e) {
      return key;
    }
  }

  private static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
