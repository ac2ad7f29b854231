package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import java.util.List;

/** Tells the bodies of rules from what a plan puts around them. */
final class BodyKind {
  private BodyKind() {}

  /**
   * Whether a block is a rule's body; not the default value, not what makes the empty set or
   * object, hands a body's result on or returns it.
   *
   * @param result the local that the function returns
   */
  static boolean isRule(Block block, int result) {
    List<Statement> statements = block.statements();
    if (statements.isEmpty()) {
      return false;
    }
    Statement first = statements.get(0);
    boolean makesEmpty =
        statements.size() == 1
            && (first instanceof Statement.MakeSet || first instanceof Statement.MakeObject);
    boolean isDefault =
        first instanceof Statement.IsUndefined undefined && undefined.source() == result;
    return !makesEmpty
        && !isDefault
        && !handsOn(block)
        && !(first instanceof Statement.ReturnLocal);
  }

  /** Whether a block gives the result of the body before it to the function. */
  static boolean handsOn(Block block) {
    List<Statement> statements = block.statements();
    return statements.size() == 2
        && statements.get(0) instanceof Statement.IsDefined defined
        && statements.get(1) instanceof Statement.AssignVarOnce assign
        && assign.source().equals(new Operand.Local(defined.source()));
  }
}
