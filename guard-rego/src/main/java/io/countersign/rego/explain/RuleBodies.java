package io.countersign.rego.explain;

import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.problem.Place;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which statement of a function belongs to which of its rules. Computed once for a function and
 * shared.
 */
final class RuleBodies {
  /** Identity: two rules may have equal statements. */
  private final Map<Statement, Integer> ruleOf = new IdentityHashMap<>();

  private final List<Place> heads = new ArrayList<>();

  RuleBodies(PolicyPlan.Function function) {
    function.blocks().forEach(this::add);
  }

  int size() {
    return heads.size();
  }

  Place head(int rule) {
    return heads.get(rule);
  }

  /** The rule of a statement, or null when it belongs to none: the frame around the rules. */
  @Nullable Integer ruleOf(Statement statement) {
    return ruleOf.get(statement);
  }

  /** Whether the statement gives the rule's result: it stands where the head stands. */
  boolean isHead(Statement statement) {
    Integer rule = ruleOf.get(statement);
    return rule != null && heads.get(rule).equals(statement.place());
  }

  private void add(Block block) {
    List<Statement> statements = block.statements();
    if (statements.size() == 1 && statements.get(0) instanceof Statement.Blocks chain) {
      chain.blocks().forEach(this::add);
      return;
    }
    if (statements.isEmpty() || isFrame(statements)) {
      return;
    }
    int rule = heads.size();
    heads.add(statements.get(0).place());
    for (Statement statement : statements) {
      note(statement, rule);
    }
  }

  /** Blocks that make the empty result, hand the result of a body on, or return it. */
  private static boolean isFrame(List<Statement> statements) {
    Statement first = statements.get(0);
    boolean handsOn =
        statements.size() == 2
            && first instanceof Statement.IsDefined
            && statements.get(1) instanceof Statement.AssignVarOnce;
    boolean makes =
        statements.size() == 1
            && (first instanceof Statement.MakeSet || first instanceof Statement.MakeObject);
    return handsOn || makes || first instanceof Statement.ReturnLocal;
  }

  private void note(Statement statement, int rule) {
    ruleOf.put(statement, rule);
    if (statement instanceof Statement.Blocks blocks) {
      blocks.blocks().forEach(block -> note(block, rule));
    } else if (statement instanceof Statement.Scan scan) {
      note(scan.block(), rule);
    } else if (statement instanceof Statement.Not not) {
      note(not.block(), rule);
    } else if (statement instanceof Statement.With with) {
      note(with.block(), rule);
    }
  }

  private void note(Block block, int rule) {
    block.statements().forEach(statement -> note(statement, rule));
  }
}
