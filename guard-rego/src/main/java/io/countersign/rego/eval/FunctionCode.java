package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A rule or function, compiled. Linked in two steps, for functions call each other; immutable after
 * that.
 */
final class FunctionCode {
  private final PolicyPlan.Function function;
  private final int slot;
  private final boolean dataOnly;
  private final int arity;
  private int locals;
  private @Nullable Value constant;
  private Op[] blocks = {new UnlinkedOp()};
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
    this.arity = function.params().size();
  }

  /**
   * Gives it its operations.
   *
   * @param locals how many locals they need, parameters first
   */
  void link(Op[] code, int locals) {
    this.blocks = code;
    this.locals = locals;
    this.index = RuleIndex.of(function, code);
  }

  /** Notes that its result is always this. */
  void foldTo(Value value) {
    this.constant = value;
  }

  /** The result that it always has, or null. */
  @Nullable Value constant() {
    return constant;
  }

  String name() {
    return function.name();
  }

  int arity() {
    return arity;
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
    @Nullable Value[] own = new Value[locals];
    for (int i = 0; i < arguments.length; i++) {
      Value argument = arguments[i].get(callerLocals);
      own[i] = argument == null ? null : argument.close();
    }
    return run(own, evaluation);
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
    @Nullable Value[] own = new Value[locals];
    own[0] = input;
    own[1] = data;
    return run(own, evaluation);
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
