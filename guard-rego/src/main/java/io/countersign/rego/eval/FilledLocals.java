package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import java.util.BitSet;
import java.util.List;

/**
 * Which locals of a function hold composites that its statements fill, and which of these were
 * looked up in another composite first: the nested objects and sets of a rule such as {@code p[x].y
 * contains z}.
 */
final class FilledLocals {
  private final BitSet filled = new BitSet();
  private final BitSet nested = new BitSet();

  FilledLocals(List<Block> blocks) {
    Statements.forEach(blocks, this::noteFilled);
    Statements.forEach(blocks, this::noteNested);
  }

  boolean contains(int local) {
    return filled.get(local);
  }

  boolean isNested(int local) {
    return nested.get(local);
  }

  private void noteFilled(Statement statement) {
    if (statement instanceof Statement.SetAdd add) {
      filled.set(add.set());
    } else if (statement instanceof Statement.ObjectInsert insert) {
      filled.set(insert.object());
    } else if (statement instanceof Statement.ObjectInsertOnce insert) {
      filled.set(insert.object());
    } else if (statement instanceof Statement.ArrayAppend append) {
      filled.set(append.array());
    }
  }

  private void noteNested(Statement statement) {
    if (statement instanceof Statement.Dot dot && filled.get(dot.target())) {
      nested.set(dot.target());
    }
  }
}
