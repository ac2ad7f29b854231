package io.countersign.config;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import java.util.List;

/** A configuration cannot be used; carries everything that is wrong with it. */
public final class ConfigurationException extends CountersignException {

  private static final long serialVersionUID = 1L;

  private final String origin;
  private final transient ImmutableList<ConfigurationProblem> problems;

  /**
   * A refusal.
   *
   * @param origin name of the file
   * @param problems never empty
   */
  ConfigurationException(String origin, List<ConfigurationProblem> problems) {
    super(first(origin, problems));
    this.origin = origin;
    this.problems = ImmutableList.copyOf(problems);
  }

  private static Problem first(String origin, List<ConfigurationProblem> problems) {
    ConfigurationProblem first = problems.get(0);
    String place = first.line() == 0 ? "" : ", line " + first.line() + ", column " + first.column();
    String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return new Problem(
        first.code(),
        "The configuration `" + origin + "`" + place + ": " + first.what() + more,
        "Correct the file; " + first.page() + " explains it.");
  }

  /** Everything that is wrong, in the order of the file. */
  public ImmutableList<ConfigurationProblem> problems() {
    return problems;
  }

  /** All problems for a person. */
  public String report() {
    StringBuilder text = new StringBuilder();
    text.append("countersign: the configuration ").append(origin).append(" has ");
    text.append(problems.size() == 1 ? "a problem" : problems.size() + " problems");
    for (ConfigurationProblem problem : problems) {
      text.append("\n  ");
      if (problem.line() > 0) {
        text.append("line ").append(problem.line());
        text.append(", column ").append(problem.column()).append("  ");
      }
      text.append(problem.path()).append("  [").append(problem.code().id()).append("]\n    ");
      text.append(problem.what()).append("\n    more: ").append(problem.page());
    }
    return text.toString();
  }
}
