package io.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.policy.PolicyEngine;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The engines against each other, and against OPA where it is installed (on the PATH, or named by
 * the environment variable {@code OPA}).
 */
final class DifferentialTest {

  private static final PolicyEngine PLAN =
      PlanPolicyEngine.of(PolicyBundle.standard(), Fixtures.SMALL);
  private static final PolicyEngine WASM =
      WasmPolicyEngine.ready(PolicyBundle.standard(), Fixtures.SMALL);

  @AfterContainer
  static void close() {
    PLAN.close();
    WASM.close();
  }

  @Property(seed = "20261124", tries = 500)
  void planAndWasm_anyInput_answerAlike(@ForAll("any") ObjectNode input) {
    assertThat(Fixtures.result(PLAN, input)).isEqualTo(Fixtures.result(WASM, input));
  }

  @Property(seed = "20261124", tries = 2, shrinking = ShrinkingMode.OFF)
  void planAndOpa_anyInputs_answerAlike(@ForAll("many") List<ObjectNode> inputs) throws Exception {
    Optional<Path> opa = opa();
    assumeTrue(opa.isPresent(), "OPA is not installed");
    JsonNode answers = eval(opa.orElseThrow(), inputs);
    assertThat(answers).hasSize(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      assertThat(Fixtures.result(PLAN, inputs.get(i)))
          .as(inputs.get(i).toString())
          .isEqualTo(answers.get(i));
    }
  }

  private static JsonNode eval(Path opa, List<ObjectNode> inputs) throws Exception {
    Path cases = Files.createTempFile("countersign", ".json");
    try {
      ArrayNode list = Fixtures.JSON.createArrayNode();
      inputs.forEach(list::add);
      Files.writeString(cases, Fixtures.JSON.writeValueAsString(list));
      Process process =
          new ProcessBuilder(
                  opa.toString(),
                  "eval",
                  "--bundle",
                  "src/main/rego",
                  "--input",
                  cases.toString(),
                  "--format",
                  "raw",
                  "json.marshal([v | some i in input; v := data.countersign.verdict with input as i])")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] out = process.getInputStream().readAllBytes();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return Fixtures.JSON.readTree(out);
    } finally {
      Files.delete(cases);
    }
  }

  private static Optional<Path> opa() {
    List<Path> candidates = new ArrayList<>();
    Stream.ofNullable(System.getenv("OPA")).map(Path::of).forEach(candidates::add);
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      candidates.add(Path.of(folder, "opa"));
    }
    candidates.add(Path.of(System.getProperty("user.home"), "go", "bin", "opa"));
    return candidates.stream().filter(Files::isExecutable).filter(Files::isRegularFile).findFirst();
  }

  @Provide
  Arbitrary<ObjectNode> any() {
    return Arbitraries.oneOf(InputArbitraries.inputs(), InputArbitraries.broken());
  }

  @Provide
  Arbitrary<List<ObjectNode>> many() {
    return any().list().ofSize(300);
  }
}
