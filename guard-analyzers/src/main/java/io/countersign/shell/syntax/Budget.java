package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What is left of the limits while one text, with all that is nested in it, is read. */
final class Budget {

  private static final String SHORTEN = "Split the text, or ask for approval.";

  private final Limits limits;
  private final long maxRescanned;
  private final List<Problem> problems = new ArrayList<>();
  private int nodes;
  private int depth;
  private long rescanned;

  Budget(Limits limits, int length) {
    this.limits = limits;
    this.maxRescanned = 2L * length + 1_000;
  }

  void enter(Cursor cursor) {
    if (++depth > limits.maxDepth()) {
      throw new SyntaxFailure(
          new Problem(
              SyntaxCode.NESTED_TOO_DEEP,
              cursor.span(cursor.at(), cursor.end()),
              "More than " + limits.maxDepth() + " levels are nested here.",
              SHORTEN),
          true);
    }
  }

  void leave() {
    depth--;
  }

  int depth() {
    return depth;
  }

  /** Returns to a depth noted earlier, after a failure was caught. */
  void resetDepth(int earlier) {
    depth = earlier;
  }

  void node(Cursor cursor) {
    if (++nodes > limits.maxNodes()) {
      throw new SyntaxFailure(
          new Problem(
              SyntaxCode.NODES_TOO_MANY,
              cursor.span(cursor.at(), cursor.end()),
              "The text has more than " + limits.maxNodes() + " parts.",
              SHORTEN),
          true);
    }
  }

  void rescan(Cursor cursor, int chars) {
    rescanned += chars;
    if (rescanned > maxRescanned) {
      throw new SyntaxFailure(
          new Problem(
              SyntaxCode.TOO_AMBIGUOUS,
              cursor.span(cursor.at(), cursor.end()),
              "Parentheses and brackets could be read in too many ways from here on.",
              "Put spaces between them."),
          true);
    }
  }

  void report(Problem problem) {
    problems.add(problem);
  }

  int problemCount() {
    return problems.size();
  }

  void forgetProblemsAfter(int count) {
    problems.subList(count, problems.size()).clear();
  }

  ImmutableList<Problem> problems() {
    return ImmutableList.copyOf(problems);
  }
}
