package io.countersign.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.Guard;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyInput;
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
import org.openjdk.jmh.annotations.TearDown;

/** The shipped policy alone, on the input that the guard makes of a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicyBenchmark {

  /** What is proposed: a harmless line, and one that needs approval. */
  @Param({"git status --short && ls -la src", "rm -rf /srv/data"})
  public String command = "";

  private final PolicyEngine engine = Policies.defaultEngine(PolicyConfig.DEFAULTS);
  private final Recording recorded = new Recording(engine.current());

  /** Proposes the call once, to have its input. */
  @Setup
  public void propose() {
    try (Guard guard = DecisionBenchmark.guard(recorded)) {
      var unused = guard.propose(DecisionBenchmark.call(command));
    }
  }

  /** Lets the engine go. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** From the input's records to the answer's tree. */
  @Benchmark
  public EngineAnswer policy() {
    return recorded.asked.ask(Objects.requireNonNull(recorded.last));
  }

  /** Keeps the input that it was asked last. */
  private static final class Recording implements PolicyEngine, PolicyEngine.Revision {
    private final Revision asked;
    private @Nullable PolicyInput last;

    Recording(Revision asked) {
      this.asked = asked;
    }

    @Override
    public Revision current() {
      return this;
    }

    @Override
    public String digest() {
      return asked.digest();
    }

    @Override
    public EngineAnswer evaluate(ObjectNode input) {
      return asked.evaluate(input);
    }

    @Override
    public EngineAnswer ask(PolicyInput input) {
      last = input;
      return asked.ask(input);
    }

    @Override
    public void close() {}
  }
}
