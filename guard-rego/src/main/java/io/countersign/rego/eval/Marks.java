package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts marks between the operations of a program that is to tell which places it reached; one mark
 * a place on each way through the blocks. Does nothing in any other program.
 */
final class Marks {
  private final @Nullable CoveredPlaces coverage;
  private final Deque<Set<Integer>> marked = new ArrayDeque<>();

  Marks(@Nullable CoveredPlaces coverage) {
    this.coverage = coverage;
  }

  boolean areWanted() {
    return coverage != null;
  }

  /** A block of the function itself, or of a chain of else. */
  void enterBody(Block block) {
    if (coverage != null) {
      coverage.enterBody(block);
    }
  }

  /** What is marked so far is so in the block that starts here, too. */
  void enter() {
    if (coverage != null) {
      marked.push(marked.isEmpty() ? new HashSet<>() : new HashSet<>(marked.peek()));
    }
  }

  /** The block ends. Whether it ran to its end is not known. */
  void leave() {
    if (coverage != null) {
      marked.pop();
    }
  }

  void mark(Statement statement, List<Op> ops) {
    int place = coverage == null ? -1 : coverage.number(statement);
    if (place >= 0 && marked.element().add(place)) {
      ops.add(new MarkOp(place));
    }
  }

  /** Whether a statement needs no mark besides those before it. */
  boolean isMarked(Statement statement) {
    int place = coverage == null ? -1 : coverage.number(statement);
    return place < 0 || marked.element().contains(place);
  }
}
