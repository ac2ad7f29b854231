package io.countersign.rego.eval;

import io.countersign.rego.builtin.BuiltinContext;
import io.countersign.rego.builtin.BuiltinFailure;
import io.countersign.rego.problem.Place;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one evaluation owns. Used by one thread. */
final class Evaluation implements BuiltinContext {
  /** Stands in a memo for a rule that was evaluated and is undefined. */
  static final Value UNDEFINED = RegoArray.of();

  /** Steps between two looks at the clock and the interrupt flag. */
  private static final int STRIDE = 4096;

  /** The value of the function that returned last. */
  @Nullable Value returned;

  /** Told of failures while an explanation is made, else null. */
  @Nullable FailureListener listener;

  /** Places reached while coverage is counted, else null. */
  boolean @Nullable [] reached;

  /** What rules made of the data alone, or null when every rule is to run. */
  @Nullable DataMemo kept;

  final RegoSet results = RegoSet.open(1);

  private final Budget budget;
  private final Instant now;
  private final boolean strict;
  private final int functions;
  private final long startedAt = System.nanoTime();
  private final List<Memo> memos = new ArrayList<>(2);
  private @Nullable Map<Object, Object> cache;
  private Memo memo;
  private long stepsLeft;
  private int untilLook = STRIDE;
  private long valuesLeft;
  private final int maxDepth;
  private int depth;

  Evaluation(
      Budget budget,
      Instant now,
      boolean strict,
      int functions,
      @Nullable Value input,
      Value data) {
    this.budget = budget;
    this.now = now;
    this.strict = strict;
    this.functions = functions;
    this.maxDepth = budget.maxDepth();
    this.stepsLeft = budget.maxSteps();
    this.valuesLeft = budget.maxValues();
    this.memo = new Memo(input, data, new Value[functions]);
    memos.add(memo);
  }

  /** An evaluation of its own with the same data, for a result that others will use, too. */
  Evaluation apart(DataMemo memo, long maxWork) {
    Budget small =
        new Budget(
            budget.deadline(), maxWork, maxWork, budget.maxDepth(), budget.maxResultValues());
    Evaluation apart = new Evaluation(small, now, strict, functions, null, memo.data());
    apart.kept = memo;
    apart.reached = reached;
    return apart;
  }

  /** Counts one step. */
  void step() {
    if (--untilLook < 0) {
      look();
    }
  }

  void enter() {
    if (++depth > maxDepth) {
      throw new RegoException(
          RegoCode.BUDGET_DEPTH, "calls nest more than " + budget.maxDepth() + " deep");
    }
    step();
  }

  void leave() {
    depth--;
  }

  @Override
  public void charge(long units) {
    valuesLeft -= units;
    if (valuesLeft < 0) {
      throw new RegoException(
          RegoCode.BUDGET_MEMORY, "more than " + budget.maxValues() + " values were made");
    }
    if (units > 64) {
      int strides = (int) Math.min(units, Integer.MAX_VALUE / 2);
      untilLook -= strides;
    }
    if (--untilLook < 0) {
      look();
    }
  }

  private void look() {
    stepsLeft -= STRIDE - untilLook;
    untilLook = STRIDE;
    if (stepsLeft < 0) {
      throw new RegoException(RegoCode.BUDGET_STEPS, "more than " + budget.maxSteps() + " steps");
    }
    if (System.nanoTime() - startedAt > budget.deadline().toNanos()) {
      throw new RegoException(
          RegoCode.BUDGET_DEADLINE,
          "the deadline of " + budget.deadline().toMillis() + " ms passed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new RegoException(RegoCode.INTERRUPTED, "the thread was interrupted");
    }
  }

  /** Steps taken so far. */
  long steps() {
    return budget.maxSteps() - stepsLeft + STRIDE - untilLook;
  }

  /** Results of rules for a pair of input and data, by slot. */
  @Nullable Value[] memo(@Nullable Value input, @Nullable Value data) {
    Memo current = memo;
    if (current.input == input && current.data == data) {
      return current.results;
    }
    for (int i = memos.size() - 1; i >= 0; i--) {
      Memo known = memos.get(i);
      if (known.input == input && known.data == data) {
        memo = known;
        return known.results;
      }
    }
    charge(functions / 8 + 1L);
    memo = new Memo(input, data, new Value[functions]);
    memos.add(memo);
    return memo.results;
  }

  /** How many memos there are; for {@link #forgetMemos}. */
  int memos() {
    return memos.size();
  }

  /** Forgets the memos of inputs and data that a {@code with} made, now that it ends. */
  void forgetMemos(int mark) {
    while (memos.size() > mark) {
      Memo last = memos.remove(memos.size() - 1);
      if (last == memo) {
        memo = memos.get(0);
      }
    }
  }

  void builtinFailed(String name, BuiltinFailure failure, Place place) {
    if (strict) {
      throw new RegoException(RegoCode.BUILTIN_FAILED, name + ": " + failure.getMessage(), place);
    }
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T cached(Object key, Supplier<T> compute) {
    Map<Object, Object> known = cache;
    if (known == null) {
      known = new HashMap<>();
      cache = known;
    }
    return (T) known.computeIfAbsent(key, absent -> compute.get());
  }

  private record Memo(@Nullable Value input, @Nullable Value data, @Nullable Value[] results) {}
}
