package io.countersign.rego.eval;

import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.plan.PolicyPlan.Entrypoint;
import io.countersign.rego.plan.PolicyPlan.Function;
import io.countersign.rego.problem.Place;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A linked policy without its data. Immutable, for any number of threads. */
public final class Program {
  /** An entry point has no local for its result: it adds to the set of results. */
  private static final int NO_RESULT = -1;

  private final Map<String, EntrypointCode> entrypoints;
  private final int functions;
  private final List<RegoString> texts;
  private final List<Place> places;
  private final Set<Place> comprehensions;

  private Program(
      Map<String, EntrypointCode> entrypoints,
      int functions,
      List<RegoString> texts,
      @Nullable CoveredPlaces coverage) {
    this.entrypoints = entrypoints;
    this.functions = functions;
    this.texts = texts;
    this.places = coverage == null ? List.of() : List.copyOf(coverage.places());
    this.comprehensions = coverage == null ? Set.of() : Set.copyOf(coverage.comprehensions());
  }

  /**
   * Compiles a plan.
   *
   * @throws RegoException {@code rego-builtin-missing} or {@code rego-plan-malformed}, with the
   *     place in the source
   */
  public static Program link(PolicyPlan plan, Builtins builtins) {
    return link(plan, builtins, null);
  }

  /**
   * Compiles a plan so that evaluations can tell which places they reached; a little slower than
   * one that cannot.
   */
  public static Program linkForCoverage(PolicyPlan plan, Builtins builtins) {
    return link(plan, builtins, new CoveredPlaces());
  }

  private static Program link(
      PolicyPlan plan, Builtins builtins, @Nullable CoveredPlaces coverage) {
    Map<String, FunctionCode> codes = new HashMap<>();
    DynamicTree dynamic = new DynamicTree();
    List<FunctionCode> ordered = new ArrayList<>();
    Independence independence = new Independence(plan, builtins);
    for (Function function : plan.functions()) {
      boolean dataOnly = independence.holds(function, Independence.Of.INPUT);
      FunctionCode code = new FunctionCode(function, ordered.size(), dataOnly);
      if (codes.put(function.name(), code) != null) {
        throw new RegoException(
            RegoCode.PLAN_MALFORMED, "function `" + function.name() + "` is there twice");
      }
      ordered.add(code);
      if (!function.path().isEmpty() && function.params().size() == 2) {
        dynamic.add(code, function.path());
      }
    }
    LinkedBuiltins linked = new LinkedBuiltins(builtins);
    Texts texts = new Texts();
    for (FunctionCode code : ordered) {
      Function function = code.function();
      FunctionCompiler compiler =
          new FunctionCompiler(
              codes,
              dynamic,
              linked,
              texts,
              function.blocks(),
              function.params(),
              function.result(),
              coverage);
      Op[] bodies = compiler.bodies(function.blocks());
      code.link(bodies, compiler.locals());
      // Coverage wants to see every rule run. Callees come first in a plan, so most are linked.
      if (coverage == null
          && code.arity() == 2
          && independence.holds(function, Independence.Of.INPUT)
          && independence.holds(function, Independence.Of.DATA)) {
        Folding.fold(code, ordered.size());
      }
    }
    Map<String, EntrypointCode> entrypoints = new TreeMap<>();
    for (Entrypoint entrypoint : plan.entrypoints()) {
      FunctionCompiler compiler =
          new FunctionCompiler(
              codes,
              dynamic,
              linked,
              texts,
              entrypoint.blocks(),
              List.of(PolicyPlan.INPUT, PolicyPlan.DATA),
              NO_RESULT,
              coverage);
      Op[] blocks = compiler.bodies(entrypoint.blocks());
      entrypoints.put(entrypoint.name(), new EntrypointCode(blocks, compiler.locals()));
    }
    linked.requireAll();
    return new Program(
        Collections.unmodifiableMap(entrypoints), ordered.size(), texts.all(), coverage);
  }

  /** The places that coverage counts, by number; empty unless linked for coverage. */
  public List<Place> places() {
    return places;
  }

  /** Those of the places where a comprehension stands. */
  public Set<Place> comprehensions() {
    return comprehensions;
  }

  /** The strings of the policy: an input that is made of the same ones is looked up faster. */
  public List<RegoString> texts() {
    return texts;
  }

  public Set<String> entrypoints() {
    return entrypoints.keySet();
  }

  /**
   * Starts to keep what rules make of the data alone.
   *
   * @param data settled
   */
  public DataMemo keep(Value data) {
    return new DataMemo(data, functions);
  }

  /**
   * Evaluates an entry point.
   *
   * @param input null when there is none, which Rego sees as undefined
   * @param kept of this program and the data, for rules that depend on nothing else
   * @param now what {@code time.now_ns} gives
   * @param strict whether a builtin's failure is an error instead of undefined
   * @param listener told of failures, or null
   * @param reached takes the numbers of the places reached, or null; for a program that is linked
   *     for coverage
   * @return the results, empty when the entry point is undefined
   * @throws RegoException when the entry point is missing, a bound is passed, or rules conflict
   */
  public RegoSet run(
      String entrypoint,
      @Nullable Value input,
      DataMemo kept,
      Budget budget,
      Instant now,
      boolean strict,
      @Nullable FailureListener listener,
      boolean @Nullable [] reached) {
    EntrypointCode code = entrypoints.get(entrypoint);
    if (code == null) {
      throw new RegoException(
          RegoCode.ENTRYPOINT_MISSING,
          "there is no entry point `" + entrypoint + "`; there are " + entrypoints.keySet());
    }
    Value data = kept.data();
    Evaluation evaluation = new Evaluation(budget, now, strict, functions, input, data);
    evaluation.listener = listener;
    evaluation.reached = reached;
    // Who listens wants to hear of every rule.
    evaluation.kept = listener == null ? kept : null;
    @Nullable Value[] locals = new Value[code.locals()];
    locals[0] = input;
    locals[1] = data;
    for (Op block : code.blocks()) {
      if (block.run(locals, evaluation) == Op.RETURN) {
        break;
      }
    }
    return evaluation.results.close();
  }

  private record EntrypointCode(Op[] blocks, int locals) {}
}
