package io.countersign.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.call.CallContext;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.problem.Problem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All analyzers together: asks the first that handles a tool, lets it hand inner calls to the
 * others, and finds the environment of every effect. Thread-safe.
 */
public final class Analyzers {

  /** How deep calls may carry calls (docs/decisions/0004-input-limits.md). */
  public static final int MAX_NESTING = 12;

  /** Most steps for one call, inner calls included (docs/decisions/0004-input-limits.md). */
  public static final long MAX_STEPS = 20_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(Analyzers.class);

  private final ImmutableList<Analyzer> analyzers;
  private final EnvironmentRules environments;
  private final Workspace workspace;
  private final FileView files;

  /**
   * Puts analyzers together.
   *
   * @param analyzers asked in this order; {@link GenericAnalyzer} comes after the last of them
   * @param environments how to tell production from a sandbox
   * @param workspace where the agent may work
   * @param files which files the analysis may read
   */
  public Analyzers(
      List<? extends Analyzer> analyzers,
      EnvironmentRules environments,
      Workspace workspace,
      FileView files) {
    this.analyzers =
        ImmutableList.<Analyzer>builder().addAll(analyzers).add(new GenericAnalyzer()).build();
    this.environments = environments;
    this.workspace = workspace;
    this.files = files;
  }

  /** Analyzers for a place of which nothing is configured. */
  public static Analyzers of(Analyzer... analyzers) {
    return new Analyzers(
        List.of(analyzers), EnvironmentRules.NONE, Workspace.DEFAULT, FileView.none());
  }

  /** Says what a call would do. Never throws: an analyzer that fails makes the call unresolved. */
  public Analysis analyze(FrozenCall call) {
    Analysis whole = analyze(call, new StepBudget(MAX_STEPS), 0);
    return new Analysis(
        whole.effects(),
        Unresolved.bounded(whole.unresolved()),
        whole.artefacts(),
        whole.preconditions());
  }

  private Analysis analyze(FrozenCall call, StepBudget budget, int depth) {
    if (depth > MAX_NESTING) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.NESTED_TOO_DEEP,
              "Calls are wrapped in calls more than " + MAX_NESTING + " deep.",
              "Propose the inner call itself."));
    }
    AnalysisContext context =
        new AnalysisContext(
            workspace,
            files,
            budget,
            (tool, arguments, facts) ->
                analyze(inner(call, tool, arguments, facts), budget, depth + 1));
    Analysis analysis = ask(call, context);
    if (environments.rules().isEmpty()) {
      return analysis;
    }
    Facts facts = call.context().facts();
    return analysis.mapEffects(
        effect ->
            effect.environment() == Environment.UNKNOWN
                ? effect.in(environments.resolve(effect.resource(), facts))
                : effect);
  }

  private static FrozenCall inner(
      FrozenCall outer, String tool, ObjectNode arguments, Facts facts) {
    CallContext context = outer.context().with(facts);
    return new FrozenCall(tool, arguments, outer.callers(), context);
  }

  private Analysis ask(FrozenCall call, AnalysisContext context) {
    for (Analyzer analyzer : analyzers) {
      if (analyzer.handles(call.tool())) {
        try {
          return analyzer.analyze(call, context);
        } catch (RuntimeException | StackOverflowError e) {
          LOG.error("analyzer {} failed", analyzer.getClass().getName(), e);
          return Analysis.unresolved(
              new Problem(
                  AnalysisCode.ANALYZER_FAILED,
                  "The analysis of this call failed inside of Countersign.",
                  "Report it; until it is mended, peers can approve the call."));
        }
      }
    }
    throw new AssertionError("the generic analyzer handles every tool");
  }
}
