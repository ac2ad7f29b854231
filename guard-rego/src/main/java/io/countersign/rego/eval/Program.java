package io.countersign.rego.eval;

import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.plan.PolicyPlan.Entrypoint;
import io.countersign.rego.plan.PolicyPlan.Function;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoSet;
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
  private final Map<String, EntrypointCode> entrypoints;
  private final int functions;

  private Program(Map<String, EntrypointCode> entrypoints, int functions) {
    this.entrypoints = entrypoints;
    this.functions = functions;
  }

  /**
   * Compiles a plan.
   *
   * @throws RegoException {@code rego-builtin-missing} or {@code rego-plan-malformed}, with the
   *     place in the source
   */
  public static Program link(PolicyPlan plan, Builtins builtins) {
    Map<String, FunctionCode> codes = new HashMap<>();
    DynamicTree dynamic = new DynamicTree();
    List<FunctionCode> ordered = new ArrayList<>();
    for (Function function : plan.functions()) {
      FunctionCode code = new FunctionCode(function, ordered.size());
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
    for (FunctionCode code : ordered) {
      List<PolicyPlan.Block> blocks = code.function().blocks();
      code.link(
          new FunctionCompiler(codes, dynamic, linked, new FilledLocals(blocks)).blocks(blocks));
    }
    Map<String, EntrypointCode> entrypoints = new TreeMap<>();
    for (Entrypoint entrypoint : plan.entrypoints()) {
      FilledLocals filled = new FilledLocals(entrypoint.blocks());
      Op[] blocks =
          new FunctionCompiler(codes, dynamic, linked, filled).blocks(entrypoint.blocks());
      entrypoints.put(entrypoint.name(), new EntrypointCode(blocks, entrypoint.locals()));
    }
    linked.requireAll();
    return new Program(Collections.unmodifiableMap(entrypoints), ordered.size());
  }

  public Set<String> entrypoints() {
    return entrypoints.keySet();
  }

  /**
   * Evaluates an entry point.
   *
   * @param input null when there is none, which Rego sees as undefined
   * @param data settled
   * @param now what {@code time.now_ns} gives
   * @param strict whether a builtin's failure is an error instead of undefined
   * @param listener told of failures, or null
   * @return the results, empty when the entry point is undefined
   * @throws RegoException when the entry point is missing, a bound is passed, or rules conflict
   */
  public RegoSet run(
      String entrypoint,
      @Nullable Value input,
      Value data,
      Budget budget,
      Instant now,
      boolean strict,
      @Nullable FailureListener listener) {
    EntrypointCode code = entrypoints.get(entrypoint);
    if (code == null) {
      throw new RegoException(
          RegoCode.ENTRYPOINT_MISSING,
          "there is no entry point `" + entrypoint + "`; there are " + entrypoints.keySet());
    }
    Evaluation evaluation = new Evaluation(budget, now, strict, functions, input, data);
    evaluation.listener = listener;
    @Nullable Value[] locals = new Value[code.locals()];
    locals[PolicyPlan.INPUT] = input;
    locals[PolicyPlan.DATA] = data;
    for (Op block : code.blocks()) {
      if (block.run(locals, evaluation) == Op.RETURN) {
        break;
      }
    }
    return evaluation.results.close();
  }

  private record EntrypointCode(Op[] blocks, int locals) {}
}
