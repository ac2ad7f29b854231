package io.countersign.analysis;

import io.countersign.call.FrozenCall;

/**
 * Knows one language or one API. Implementations are thread-safe, keep these duties, and are handed
 * to {@link Analyzers}:
 *
 * <ol>
 *   <li>The answer depends on the call and the context only.
 *   <li>What cannot be read is unresolved, with its span; never a guess, never an exception.
 *   <li>The work grows linearly with the call, and every loop takes from the budget.
 *   <li>The call's arguments are only read.
 * </ol>
 */
public interface Analyzer {

  /** Whether this analyzer is the one for a tool. The first analyzer that says so is asked. */
  boolean handles(String tool);

  /** Says what a call would do. */
  Analysis analyze(FrozenCall call, AnalysisContext context);
}
