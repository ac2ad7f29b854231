package io.countersign.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.styra.opa.wasm.OpaPolicy;
import io.countersign.rego.RegoCoverage;
import io.countersign.rego.RegoProgram;
import io.countersign.rego.RegoResult;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.explain.Explained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Generated policies; {@code guard-bench/rego/run} writes and compiles them and names the folder.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RegoBenchmark {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final String ENTRYPOINT = "bench/verdict";

  /** A folder with plan.json, policy.wasm, data.json and input.json. */
  @Param("missing")
  public String folder = "";

  private byte[] plan = {};
  private byte[] data = {};
  private byte[] text = {};
  private JsonNode input = MissingNode.getInstance();
  private @Nullable RegoProgram loaded;
  private @Nullable RegoCoverage counting;

  /** Loads the policy. */
  @Setup
  public void load() throws IOException {
    plan = Files.readAllBytes(Path.of(folder, "plan.json"));
    data = Files.readAllBytes(Path.of(folder, "data.json"));
    text = Files.readAllBytes(Path.of(folder, "input.json"));
    input = new JsonMapper().readTree(text);
    loaded = RegoProgram.load(RegoBundle.of(plan, data));
    counting = loaded.coverage();
  }

  private RegoProgram program() {
    return Objects.requireNonNull(loaded);
  }

  /** JSON bytes in, JSON tree out. */
  @Benchmark
  public JsonNode planFromJson() {
    return tree(program().evaluate(ENTRYPOINT, program().input(text), Budget.DEFAULT, CLOCK));
  }

  /** Tree in, tree out. */
  @Benchmark
  public JsonNode planFromTree() {
    return tree(program().evaluate(ENTRYPOINT, input, Budget.DEFAULT, CLOCK));
  }

  /** The same, ready to explain itself. */
  @Benchmark
  public JsonNode planExplainable() {
    Explained<RegoResult> explained =
        program().explain(ENTRYPOINT, program().input(input), Budget.DEFAULT, CLOCK);
    return tree(explained.answer());
  }

  /** The same, explained. */
  @Benchmark
  public Object planExplained() {
    return program()
        .explain(ENTRYPOINT, program().input(input), Budget.DEFAULT, CLOCK)
        .explanation();
  }

  /** The same, counting lines. */
  @Benchmark
  public JsonNode planCovered() {
    return tree(
        Objects.requireNonNull(counting)
            .evaluate(ENTRYPOINT, program().input(input), Budget.DEFAULT, CLOCK));
  }

  /** From the bundle's bytes to the first decision. */
  @Benchmark
  public JsonNode planLoad() {
    RegoProgram fresh = RegoProgram.load(RegoBundle.of(plan, data));
    return tree(fresh.evaluate(ENTRYPOINT, fresh.input(input), Budget.DEFAULT, CLOCK));
  }

  private static JsonNode tree(RegoResult result) {
    return ((RegoResult.Defined) result).toTree();
  }

  /** The Open Policy Agent Java SDK: one instance, its data set once. */
  @State(Scope.Thread)
  public static class Sdk {
    private @Nullable OpaPolicy policy;
    private String input = "";

    /** Loads the policy. */
    @Setup
    public void load(RegoBenchmark files) throws IOException {
      OpaPolicy fresh =
          OpaPolicy.builder()
              .withPolicy(Files.readAllBytes(Path.of(files.folder, "policy.wasm")))
              .build();
      fresh.data(Files.readString(Path.of(files.folder, "data.json")));
      fresh.entrypoint(fresh.findEntrypoint(ENTRYPOINT));
      policy = fresh;
      input = Files.readString(Path.of(files.folder, "input.json"));
    }
  }

  /** JSON text in, JSON text out, by WebAssembly in the JVM. */
  @Benchmark
  public String wasmSdk(Sdk sdk) {
    return Objects.requireNonNull(sdk.policy).evaluate(sdk.input);
  }
}
