package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule or function, compiled. Linked in two steps, for functions call each other; immutable after
 * that.
 */
final class FunctionCode {
  private final PolicyPlan.Function function;
  private final int slot;
  private final int inputParam;
  private final int dataParam;
  private Op[] blocks = {};
  private @Nullable RuleIndex index;

  FunctionCode(PolicyPlan.Function function, int slot) {
    this.function = function;
    this.slot = slot;
    this.inputParam = function.params().get(0);
    this.dataParam = function.params().get(1);
  }

  void link(Op[] code, boolean indexed) {
    this.blocks = code;
    this.index = indexed ? RuleIndex.of(function, code) : null;
  }

  String name() {
    return function.name();
  }

  int arity() {
    return function.params().size();
  }

  PolicyPlan.Function function() {
    return function;
  }

  /**
   * Calls it; a rule, which depends on input and data alone, is evaluated once for each pair of
   * them.
   */
  @Nullable Value call(@Nullable Value[] callerLocals, Arg[] arguments, Evaluation evaluation) {
    if (arguments.length == 2) {
      return callWith(arguments[0].get(callerLocals), arguments[1].get(callerLocals), evaluation);
    }
    @Nullable Value[] locals = new Value[function.locals()];
    List<Integer> params = function.params();
    for (int i = 0; i < arguments.length; i++) {
      Value argument = arguments[i].get(callerLocals);
      locals[params.get(i)] = argument == null ? null : argument.close();
    }
    return run(locals, evaluation);
  }

  /** Calls a rule. */
  @Nullable Value callWith(@Nullable Value input, @Nullable Value data, Evaluation evaluation) {
    @Nullable Value[] memo = evaluation.memo(input, data);
    Value known = memo[slot];
    if (known != null) {
      return known == Evaluation.UNDEFINED ? null : known;
    }
    @Nullable Value[] locals = new Value[function.locals()];
    locals[inputParam] = input;
    locals[dataParam] = data;
    Value result = run(locals, evaluation);
    memo[slot] = result == null ? Evaluation.UNDEFINED : result;
    return result;
  }

  private @Nullable Value run(@Nullable Value[] locals, Evaluation evaluation) {
    evaluation.enter();
    FailureListener listener = evaluation.listener;
    Value result =
        listener == null
            ? runQuietly(locals, evaluation)
            : runTelling(locals, evaluation, listener);
    evaluation.leave();
    return result;
  }

  private @Nullable Value runQuietly(@Nullable Value[] locals, Evaluation evaluation) {
    RuleIndex byInput = index;
    for (Op block : byInput == null ? blocks : byInput.candidates(locals)) {
      if (block.run(locals, evaluation) == Op.RETURN) {
        return evaluation.returned;
      }
    }
    return null;
  }

  /**
   * Runs every block, also those that the index would leave out: each is to say why it does not
   * hold.
   */
  private @Nullable Value runTelling(
      @Nullable Value[] locals, Evaluation evaluation, FailureListener listener) {
    listener.entered(function);
    Value result = null;
    for (Op block : blocks) {
      if (block.run(locals, evaluation) == Op.RETURN) {
        result = evaluation.returned;
        break;
      }
    }
    listener.left(result);
    return result;
  }
}
