package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks of a function that can hold, by one value of the input. Rules that compare the
 * same path of the input with a constant among their first conditions ({@code input.tool == "rm"})
 * are kept in a hash table by that constant; all others are always run. The order of the blocks
 * stays.
 */
final class RuleIndex {
  /** Below this many rules a table costs more than it saves. */
  private static final int MIN_RULES = 4;

  /** Bounds the memory that lists of always-run blocks take, repeated for each constant. */
  private static final int MAX_ENTRIES = 2_000_000;

  /** Where a function finds its input: the first parameter takes the first place. */
  private static final int INPUT = 0;

  private final RegoString[] path;
  private final Map<Value, Op[]> byValue;
  private final Op[] otherwise;

  private RuleIndex(RegoString[] path, Map<Value, Op[]> byValue, Op[] otherwise) {
    this.path = path;
    this.byValue = byValue;
    this.otherwise = otherwise;
  }

  /** The blocks to run, in order. */
  Op[] candidates(@Nullable Value[] locals) {
    Value value = locals[INPUT];
    for (int i = 0; i < path.length && value != null; i++) {
      value = Lookup.in(value, path[i]);
    }
    if (value == null) {
      return otherwise;
    }
    Op[] found = byValue.get(value);
    return found == null ? otherwise : found;
  }

  /** An index over a function's blocks, or null when it would not pay. */
  static @Nullable RuleIndex of(PolicyPlan.Function function, Op[] code) {
    List<Block> blocks = function.blocks();
    int input = function.params().get(0);
    List<@Nullable Map<List<String>, Value>> tests = new ArrayList<>();
    Map<List<String>, Set<Value>> values = new HashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      boolean companion = i > 0 && isEndOf(blocks.get(i - 1), blocks.get(i));
      Map<List<String>, Value> found =
          companion ? tests.get(i - 1) : new Conditions(input).of(blocks.get(i));
      tests.add(found);
      if (!companion && found != null) {
        found.forEach(
            (path, value) -> values.computeIfAbsent(path, absent -> new HashSet<>()).add(value));
      }
    }
    List<String> best = null;
    for (Map.Entry<List<String>, Set<Value>> each : values.entrySet()) {
      Set<Value> known = best == null ? Set.of() : values.getOrDefault(best, Set.of());
      if (each.getValue().size() > known.size()) {
        best = each.getKey();
      }
    }
    if (best == null || values.getOrDefault(best, Set.of()).size() < MIN_RULES) {
      return null;
    }
    return build(best, tests, code);
  }

  private static @Nullable RuleIndex build(
      List<String> path, List<@Nullable Map<List<String>, Value>> tests, Op[] code) {
    Map<Value, List<Op>> byValue = new HashMap<>();
    List<Op> always = new ArrayList<>();
    long entries = 0;
    for (int i = 0; i < code.length; i++) {
      Map<List<String>, Value> test = tests.get(i);
      Value value = test == null ? null : test.get(path);
      if (value == null) {
        always.add(code[i]);
        for (List<Op> list : byValue.values()) {
          list.add(code[i]);
        }
        entries += byValue.size();
      } else {
        List<Op> list = byValue.get(value);
        if (list == null) {
          list = new ArrayList<>(always);
          byValue.put(value, list);
          entries += always.size();
        }
        list.add(code[i]);
      }
      if (entries > MAX_ENTRIES) {
        return null;
      }
    }
    Map<Value, Op[]> table = new HashMap<>();
    byValue.forEach((value, list) -> table.put(value, list.toArray(new Op[0])));
    RegoString[] keys = path.stream().map(RegoString::of).toArray(RegoString[]::new);
    return new RuleIndex(keys, table, always.toArray(new Op[0]));
  }

  /** Whether a block only hands on the result of the one before: a complete rule's second half. */
  private static boolean isEndOf(Block body, Block end) {
    List<Statement> statements = end.statements();
    return statements.size() == 2
        && statements.get(0) instanceof Statement.IsDefined defined
        && statements.get(1) instanceof Statement.AssignVarOnce assign
        && assign.source().equals(new Operand.Local(defined.source()))
        && !body.statements().isEmpty()
        && body.statements().get(0) instanceof Statement.ResetLocal reset
        && reset.target() == defined.source();
  }

  /**
   * The comparisons of input paths with constants that a block must pass before it does anything
   * else.
   */
  private static final class Conditions {
    private final Map<Integer, List<String>> paths = new HashMap<>();
    private final Map<Integer, Value> constants = new HashMap<>();
    private final Map<List<String>, Value> tests = new HashMap<>();

    Conditions(int input) {
      paths.put(input, List.of());
    }

    Map<List<String>, Value> of(Block block) {
      for (Statement statement : block.statements()) {
        if (!take(statement)) {
          break;
        }
      }
      return tests;
    }

    /**
     * Whether the statement has no effect but to fail, so that those after it may be judged before
     * it.
     */
    private boolean take(Statement statement) {
      if (statement instanceof Statement.Dot dot) {
        List<String> from =
            dot.source() instanceof Operand.Local local ? paths.get(local.index()) : null;
        forget(dot.target());
        if (from != null && dot.key() instanceof Operand.Text key) {
          List<String> longer = new ArrayList<>(from);
          longer.add(key.value());
          paths.put(dot.target(), longer);
        }
        return true;
      } else if (statement instanceof Statement.Equal equal) {
        test(equal.a(), equal.b());
        test(equal.b(), equal.a());
        return true;
      } else if (statement instanceof Statement.MakeNumberRef number) {
        forget(number.target());
        constants.put(number.target(), RegoNumber.parse(number.text()));
        return true;
      } else if (statement instanceof Statement.ResetLocal reset) {
        forget(reset.target());
        return true;
      } else if (statement instanceof Statement.AssignVar assign) {
        forget(assign.target());
        if (assign.source() instanceof Operand.Local local && paths.containsKey(local.index())) {
          paths.put(assign.target(), paths.getOrDefault(local.index(), List.of()));
        }
        return true;
      }
      return statement instanceof Statement.NotEqual || statement instanceof Statement.IsDefined;
    }

    private void forget(int local) {
      paths.remove(local);
      constants.remove(local);
    }

    private void test(Operand side, Operand other) {
      List<String> path = side instanceof Operand.Local local ? paths.get(local.index()) : null;
      Value constant = constant(other);
      if (path != null && !path.isEmpty() && constant != null) {
        tests.putIfAbsent(path, constant);
      }
    }

    private @Nullable Value constant(Operand operand) {
      if (operand instanceof Operand.Text text) {
        return RegoString.of(text.value());
      } else if (operand instanceof Operand.Bool bool) {
        return RegoBoolean.of(bool.value());
      }
      return constants.get(((Operand.Local) operand).index());
    }
  }
}
