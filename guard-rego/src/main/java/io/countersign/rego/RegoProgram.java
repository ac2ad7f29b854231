package io.countersign.rego;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.eval.DataMemo;
import io.countersign.rego.eval.FailureListener;
import io.countersign.rego.eval.Program;
import io.countersign.rego.explain.Explained;
import io.countersign.rego.explain.Explainer;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JavaReader;
import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.KnownTexts;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.TreeReader;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.ValueBuilder;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A policy with its data, ready to be asked. Immutable: any number of threads may share it, and an
 * evaluation allocates nothing that outlives it.
 */
public final class RegoProgram {
  private static final RegoString RESULT = RegoString.of("result");

  private final RegoBundle bundle;
  private final Program program;
  private final RegoOptions options;
  private final JsonReader json;
  private final TreeReader trees;
  private final JavaReader java;
  private final DataMemo kept;
  private final Explainer.Knowledge knowledge = new Explainer.Knowledge();

  private RegoProgram(RegoBundle bundle, Program program, RegoOptions options) {
    this.bundle = bundle;
    this.program = program;
    this.options = options;
    this.kept = program.keep(bundle.data());
    KnownTexts texts = new KnownTexts(program.texts());
    this.json = new JsonReader(options.inputLimits(), texts);
    this.trees = new TreeReader(options.inputLimits(), texts, options.portableInput());
    this.java = new JavaReader(options.inputLimits(), texts);
  }

  /** Links a bundle with OPA's pure builtins. */
  public static RegoProgram load(RegoBundle bundle) {
    return load(bundle, RegoOptions.standard());
  }

  /**
   * Links a bundle.
   *
   * @throws RegoException {@code rego-builtin-missing} when the policy calls what is not provided,
   *     {@code rego-plan-malformed}
   */
  public static RegoProgram load(RegoBundle bundle, RegoOptions options) {
    return new RegoProgram(bundle, Program.link(bundle.plan(), options.builtins()), options);
  }

  /** The same policy with other data; the compiled program is shared. */
  public RegoProgram withData(RegoObject data) {
    return new RegoProgram(bundle.withData(data), program, options);
  }

  /** Names of the entry points, such as {@code countersign/verdict}. */
  public Set<String> entrypoints() {
    return program.entrypoints();
  }

  public RegoBundle bundle() {
    return bundle;
  }

  /**
   * @throws RegoException {@code rego-entrypoint-missing}
   */
  public void requireEntrypoint(String name) {
    if (!entrypoints().contains(name)) {
      throw new RegoException(
          RegoCode.ENTRYPOINT_MISSING,
          "there is no entry point `" + name + "`; there are " + entrypoints());
    }
  }

  /** Reads an input from a Jackson tree. @throws RegoException {@code rego-input-malformed} */
  public Value input(JsonNode tree) {
    return input(() -> trees.read(tree));
  }

  /** Reads an input from JSON bytes. @throws RegoException {@code rego-input-malformed} */
  public Value input(byte[] bytes) {
    return input(() -> json.read(bytes));
  }

  /** Builds an input from a description. @throws RegoException {@code rego-input-malformed} */
  public Value input(Consumer<ValueBuilder> description) {
    return input(
        () -> {
          ValueBuilder builder = new ValueBuilder(trees);
          description.accept(builder);
          return builder.value();
        });
  }

  /**
   * Reads an input from records, maps and other plain Java. @throws RegoException {@code
   * rego-input-malformed}
   */
  public Value inputOf(@Nullable Object object) {
    return input(() -> java.read(object));
  }

  /**
   * Evaluates an entry point on a Jackson tree with the default budget and the time of the clock,
   * read once.
   */
  public RegoResult evaluate(
      String entrypoint, JsonNode input, Budget budget, InstantSource clock) {
    return evaluate(entrypoint, input(input), budget, clock);
  }

  /**
   * Evaluates an entry point.
   *
   * @param input null when there is none, which Rego sees as undefined
   * @param clock read once; {@code time.now_ns} is that instant throughout
   * @throws RegoException {@code rego-budget-…} or {@code rego-interrupted} when a bound is passed,
   *     {@code rego-conflict-…} when rules contradict each other, {@code rego-entrypoint-missing},
   *     {@code rego-builtin-failed} in strict mode
   */
  public RegoResult evaluate(
      String entrypoint, @Nullable Value input, Budget budget, InstantSource clock) {
    return evaluate(program, kept, entrypoint, input, budget, clock, null, null);
  }

  /**
   * Evaluates, and can tell afterwards which rules held and why the others did not. Costs no more
   * than {@link #evaluate(String, Value, Budget, InstantSource)} until the explanation is asked
   * for: that asks the policy again, at the same instant, and tries every rule, also those that the
   * index leaves out. A builtin of the embedder's is called again, too.
   */
  public Explained<RegoResult> explain(
      String entrypoint, @Nullable Value input, Budget budget, InstantSource clock) {
    InstantSource then = InstantSource.fixed(clock.instant());
    RegoResult result = evaluate(entrypoint, input, budget, then);
    return new Explained<>(
        result,
        () -> {
          Explainer explainer = new Explainer(knowledge);
          RegoSet unused = run(program, kept, entrypoint, input, budget, then, explainer, null);
          return explainer.explanation(entrypoint);
        });
  }

  /** Starts to count which lines evaluations reach. The policy is linked once more for it. */
  public RegoCoverage coverage() {
    return new RegoCoverage(this, Program.linkForCoverage(bundle.plan(), options.builtins()));
  }

  RegoResult evaluate(
      Program code,
      DataMemo memo,
      String entrypoint,
      @Nullable Value input,
      Budget budget,
      InstantSource clock,
      @Nullable FailureListener listener,
      boolean @Nullable [] reached) {
    RegoSet results = run(code, memo, entrypoint, input, budget, clock, listener, reached);
    if (results.size() == 0) {
      return new RegoResult.Undefined();
    }
    Value value =
        results.size() == 1 && results.ordered(0) instanceof RegoObject bindings
            ? bindings.get(RESULT)
            : null;
    if (value == null) {
      throw new RegoException(
          RegoCode.PLAN_MALFORMED, "entry point `" + entrypoint + "` is no rule: use evaluateAll");
    }
    return new RegoResult.Defined(value);
  }

  /**
   * Evaluates an entry point that may be any query: the set of its results, each an object of the
   * query's variables.
   */
  public RegoSet evaluateAll(
      String entrypoint, @Nullable Value input, Budget budget, InstantSource clock) {
    return run(program, kept, entrypoint, input, budget, clock, null, null);
  }

  private RegoSet run(
      Program code,
      DataMemo memo,
      String entrypoint,
      @Nullable Value input,
      Budget budget,
      InstantSource clock,
      @Nullable FailureListener listener,
      boolean @Nullable [] reached) {
    try {
      RegoSet results =
          code.run(
              entrypoint,
              input,
              memo,
              budget,
              clock.instant(),
              options.strict(),
              listener,
              reached);
      ResultSize.require(results, budget.maxResultValues());
      return results;
    } catch (RegoException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new RegoException(RegoCode.BUDGET_DEPTH, "the thread's stack is used up");
    } catch (RuntimeException e) {
      // The one fence: a caller who knows the codes knows every way in which an evaluation ends.
      throw new RegoException(
          RegoCode.INTERNAL, "the evaluator failed at entry point `" + entrypoint + "`", e);
    }
  }

  private static Value input(Supplier<Value> reading) {
    try {
      return reading.get();
    } catch (JsonException e) {
      throw new RegoException(RegoCode.INPUT_MALFORMED, String.valueOf(e.getMessage()));
    }
  }
}
