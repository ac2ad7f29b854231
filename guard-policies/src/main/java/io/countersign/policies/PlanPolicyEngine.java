package io.countersign.policies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.json.CanonicalJson;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyInput;
import io.countersign.policy.PolicyTrace;
import io.countersign.problem.Problem;
import io.countersign.rego.RegoOptions;
import io.countersign.rego.RegoProgram;
import io.countersign.rego.RegoResult;
import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.explain.Explained;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.Values;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the policy's compiled plan in the JVM. Thread-safe: one program is shared by all
 * threads, an evaluation runs on the caller's and counts its steps.
 */
final class PlanPolicyEngine implements PolicyEngine, PolicyEngine.Revision {

  private static final Logger LOG = LoggerFactory.getLogger(PlanPolicyEngine.class);

  /** The clock of a decision is in its input; a policy that asks for another cannot be replayed. */
  private static final String CLOCK = "time.now_ns";

  private static final InstantSource NO_CLOCK = InstantSource.fixed(Instant.EPOCH);

  /** About what one value takes; {@link Budget#maxValues()} has the number. */
  private static final int BYTES_A_VALUE = 50;

  /** Loop rounds and calls: room for 50,000 effects, which take seconds at most. */
  private static final long MAX_STEPS = 200_000_000;

  private static final int MAX_DEPTH = 200;

  private static final int MAX_RESULT_VALUES = 20_000;

  private static final JsonLimits INPUT =
      new JsonLimits(InputText.MAX_DEPTH, InputText.MAX_SIZE, false);

  private final String digest;
  private final String entrypoint;
  private final RegoProgram program;
  private final EngineLimits limits;
  private final Budget budget;
  private volatile boolean closed;

  private PlanPolicyEngine(PolicyBundle bundle, RegoProgram program, EngineLimits limits) {
    this.digest = bundle.digest();
    this.entrypoint = bundle.entrypoint();
    this.program = program;
    this.limits = limits;
    this.budget =
        new Budget(
            limits.deadline(),
            MAX_STEPS,
            limits.maxMemoryBytes() / BYTES_A_VALUE,
            MAX_DEPTH,
            MAX_RESULT_VALUES);
  }

  /**
   * Loads a policy; takes some milliseconds.
   *
   * @throws PolicyLoadException when it cannot be loaded
   */
  static PlanPolicyEngine of(PolicyBundle bundle, EngineLimits limits) {
    return link(bundle).engine(bundle, limits);
  }

  /**
   * Reads and links a policy without its data, which takes most of the time of loading it.
   *
   * @throws PolicyLoadException when it cannot be loaded
   */
  static Linked link(PolicyBundle bundle) {
    try {
      RegoBundle read = new RegoBundle("", List.of(""), bundle.program(), RegoObject.EMPTY);
      if (read.plan().builtins().contains(CLOCK)) {
        throw new PolicyLoadException(
            new Problem(
                PolicyCode.BUILTIN_MISSING,
                "The policy calls builtins that the engine does not have: " + CLOCK + ".",
                "Read the time from `input.now_seconds`, so that the decision can be replayed."));
      }
      Builtins builtins = Builtins.standardFor(read.plan().builtins());
      RegoProgram program = RegoProgram.load(read, new RegoOptions(builtins, false, INPUT, true));
      program.requireEntrypoint(bundle.entrypoint());
      return new Linked(program);
    } catch (RegoException e) {
      throw new PolicyLoadException(notLoadable(e), e);
    }
  }

  /** A policy that waits for its data. */
  record Linked(RegoProgram program) {

    /**
     * An engine for a bundle of the same policy, with whatever data.
     *
     * @throws PolicyLoadException when the data cannot be read
     */
    PlanPolicyEngine engine(PolicyBundle bundle, EngineLimits limits) {
      try {
        return new PlanPolicyEngine(bundle, program.withData(data(bundle)), limits);
      } catch (RegoException e) {
        throw new PolicyLoadException(notLoadable(e), e);
      }
    }
  }

  private static RegoObject data(PolicyBundle bundle) {
    try {
      byte[] json = CanonicalJson.bytes(bundle.data());
      return Values.settle((RegoObject) new JsonReader(JsonLimits.DATA).read(json));
    } catch (JsonException e) {
      throw new RegoException(RegoCode.DATA_MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static Problem notLoadable(RegoException e) {
    PolicyCode code =
        switch (e.code()) {
          case BUILTIN_MISSING -> PolicyCode.BUILTIN_MISSING;
          default -> PolicyCode.NOT_LOADABLE;
        };
    return new Problem(
        code,
        "The policy's plan cannot be loaded: " + e.getMessage() + ".",
        "Build the policy again with the pinned version of OPA.");
  }

  @Override
  public Revision current() {
    return this;
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public EngineAnswer evaluate(ObjectNode input) {
    return answer(() -> program.input(input));
  }

  @Override
  public EngineAnswer ask(PolicyInput input) {
    return answer(() -> program.input(builder -> input.writeTo(new RegoSink(builder))));
  }

  private EngineAnswer answer(Supplier<Value> input) {
    if (closed) {
      return Failures.closed();
    }
    // A caller that comes with the flag set would be thrown out at once.
    boolean wasInterrupted = Thread.interrupted();
    try {
      Explained<RegoResult> explained = program.explain(entrypoint, input.get(), budget, NO_CLOCK);
      return explained.answer() instanceof RegoResult.Defined defined
          ? new EngineAnswer.Result(defined.toTree(), PolicyTrace.lazily(() -> trace(explained)))
          : Failures.undefined();
    } catch (RegoException e) {
      LOG.warn("The policy could not be evaluated.", e);
      return failed(e);
    } catch (OutOfMemoryError e) {
      LOG.warn("The policy could not be evaluated.", e);
      return Failures.outOfMemory();
    } catch (RuntimeException | StackOverflowError e) {
      // The fence of the engine; the evaluator promises only RegoException.
      LOG.error("The policy evaluator failed.", e);
      return Failures.failed("the evaluator failed");
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Nothing follows from a trace, so that one that cannot be made is no reason to stop. */
  private static ImmutableList<PolicyTrace.Rule> trace(Explained<RegoResult> explained) {
    try {
      return Traces.of(explained.explanation());
    } catch (RegoException e) {
      LOG.warn("The policy's answer could not be explained.", e);
      return ImmutableList.of();
    }
  }

  private EngineAnswer failed(RegoException e) {
    return switch (e.code()) {
      case BUDGET_DEADLINE, BUDGET_STEPS -> Failures.timedOut(limits);
      case BUDGET_MEMORY, BUDGET_RESULT -> Failures.outOfMemory();
      case INPUT_MALFORMED -> Failures.inputUnreadable("cannot be read: " + e.getMessage());
      case INTERRUPTED -> Failures.interrupted();
      default -> Failures.failed(String.valueOf(e.getMessage()));
    };
  }
}
