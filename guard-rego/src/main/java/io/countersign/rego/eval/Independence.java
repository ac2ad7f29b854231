package io.countersign.rego.eval;

import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.plan.PolicyPlan.Function;
import io.countersign.rego.plan.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the functions whose result does not depend on the input, or not on the data: they do not
 * read it, look at no clock, and call only functions and builtins of the same kind. A rule that
 * depends on neither is a constant; one that depends on the data has one value for as long as the
 * data stays.
 */
final class Independence {
  /** Which of the two every function takes first. */
  enum Of {
    INPUT,
    DATA
  }

  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, LocalUses> uses = new HashMap<>();
  private final Map<Of, Map<String, Boolean>> known =
      Map.of(Of.INPUT, new HashMap<>(), Of.DATA, new HashMap<>());
  private final Builtins builtins;

  Independence(PolicyPlan plan, Builtins builtins) {
    this.builtins = builtins;
    plan.functions().forEach(function -> functions.put(function.name(), function));
  }

  /**
   * Whether the function's result, for the same arguments, does not depend on the input or data.
   */
  boolean holds(Function function, Of of) {
    Map<String, Boolean> answers = known.getOrDefault(of, Map.of());
    Boolean answer = answers.get(function.name());
    if (answer == null) {
      // A plan that calls itself, which OPA does not make, is no such function.
      answers.put(function.name(), false);
      answer = judge(function, of);
      answers.put(function.name(), answer);
    }
    return answer;
  }

  /** Reads are looked up among all statements but calls, which are judged by what they call. */
  private boolean judge(Function function, Of of) {
    LocalUses here =
        uses.computeIfAbsent(
            function.name(), name -> new LocalUses(function.blocks(), function.params()));
    int param = function.params().get(of.ordinal());
    Operand operand = new Operand.Local(param);
    long passed = 0;
    for (Statement.Call call : here.calls()) {
      Function called = functions.get(call.function());
      if (called == null ? !builtins.isConstant(call.function()) : !holds(called, of)) {
        return false;
      }
      if (called != null
          && call.arguments().size() > of.ordinal()
          && call.arguments().get(of.ordinal()).equals(operand)) {
        passed++;
      }
    }
    return !here.callsDynamically() && here.reads(param) == passed;
  }
}
