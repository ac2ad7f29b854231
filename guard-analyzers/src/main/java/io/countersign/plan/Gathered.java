package io.countersign.plan;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Effect;
import io.countersign.problem.Problem;

/** Analyses of many changes put together in linear time, within the budget of the call. */
final class Gathered {

  private final AnalysisContext context;
  private final ImmutableList.Builder<Effect> effects = ImmutableList.builder();
  private final ImmutableList.Builder<Problem> problems = ImmutableList.builder();

  Gathered(AnalysisContext context) {
    this.context = context;
  }

  /**
   * Adds one.
   *
   * @return false when the budget is used up
   */
  boolean add(Analysis analysis) {
    effects.addAll(analysis.effects());
    problems.addAll(analysis.unresolved());
    boolean left = context.budget().take(1);
    if (!left) {
      problems.add(
          new Problem(
              AnalysisCode.TOO_MANY_STEPS,
              "The plan is larger than what one analysis may take.",
              "Plan a part of it, or ask for approval."));
    }
    return left;
  }

  Analysis analysis() {
    return new Analysis(effects.build(), problems.build());
  }
}
