package io.countersign.rego.eval;

import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.plan.PolicyPlan.Function;
import io.countersign.rego.plan.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the functions whose result depends on nothing but the data (and the arguments of a
 * function): they read no input, no clock, and call only functions and builtins of the same kind.
 * Such a rule has one value for as long as the data stays.
 */
final class DataOnly {
  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Boolean> known = new HashMap<>();
  private final Builtins builtins;

  DataOnly(PolicyPlan plan, Builtins builtins) {
    this.builtins = builtins;
    plan.functions().forEach(function -> functions.put(function.name(), function));
  }

  /** Whether the function's result depends on data and arguments only. */
  boolean holdsFor(Function function) {
    Boolean answer = known.get(function.name());
    if (answer == null) {
      // A plan that calls itself, which OPA does not make, is no such function.
      known.put(function.name(), false);
      answer = judge(function);
      known.put(function.name(), answer);
    }
    return answer;
  }

  private boolean judge(Function function) {
    LocalUses uses = new LocalUses(function.blocks(), function.params());
    int input = function.params().get(0);
    if (uses.isRead(input) || uses.callsDynamically()) {
      return false;
    }
    for (Statement.Call call : uses.calls()) {
      Function called = functions.get(call.function());
      boolean pure = called == null ? builtins.isConstant(call.function()) : holdsFor(called);
      // The first argument of a function is the input, which one of this kind does not look at.
      if (!pure || reads(call.arguments(), called == null ? 0 : 1, input)) {
        return false;
      }
    }
    return true;
  }

  private static boolean reads(List<Operand> arguments, int from, int local) {
    return arguments.stream().skip(from).anyMatch(new Operand.Local(local)::equals);
  }
}
