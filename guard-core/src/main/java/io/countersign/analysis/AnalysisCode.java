package io.countersign.analysis;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps any analyzer from answering. */
public enum AnalysisCode implements Code {
  /** No analyzer knows the tool, and its name says nothing either. */
  TOOL_UNKNOWN,
  /** The call carries other calls inside more than {@link Analyzers#MAX_NESTING} deep. */
  NESTED_TOO_DEEP,
  /** The analysis took more than {@link Analyzers#MAX_STEPS} steps. */
  TOO_MANY_STEPS,
  /** An analyzer failed; this is a bug of the analyzer. */
  ANALYZER_FAILED,
  /** An argument that the tool needs is missing or of the wrong type. */
  ARGUMENT_UNREADABLE,
  /** The call leaves more open than is listed; this one counts the rest. */
  MORE_UNRESOLVED;

  @Override
  public String id() {
    return "analysis-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
