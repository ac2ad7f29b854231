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
  private final boolean dataOnly;
  private Op[] blocks = {};
  private @Nullable RuleIndex index;

  /**
   * Makes the code without its operations.
   *
   * @param dataOnly whether its result depends on nothing but data and arguments
   */
  FunctionCode(PolicyPlan.Function function, int slot, boolean dataOnly) {
    this.function = function;
    this.slot = slot;
    this.dataOnly = dataOnly;
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
    DataMemo kept = evaluation.kept;
    if (dataOnly && kept != null && kept.data() == data) {
      Value known = kept.find(this, slot, evaluation);
      if (known != null) {
        return known == Evaluation.UNDEFINED ? null : known;
      }
    }
    @Nullable Value[] memo = evaluation.memo(input, data);
    Value known = memo[slot];
    if (known != null) {
      return known == Evaluation.UNDEFINED ? null : known;
    }
    Value result = evaluate(input, data, evaluation);
    memo[slot] = result == null ? Evaluation.UNDEFINED : result;
    return result;
  }

  /** Evaluates a rule, whether or not it was before. */
  @Nullable Value evaluate(@Nullable Value input, @Nullable Value data, Evaluation evaluation) {
    @Nullable Value[] locals = new Value[function.locals()];
    locals[inputParam] = input;
    locals[dataParam] = data;
    return run(locals, evaluation);
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
