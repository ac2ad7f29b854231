package io.countersign.rego;

import io.countersign.rego.eval.Budget;
import io.countersign.rego.eval.DataMemo;
import io.countersign.rego.eval.Program;
import io.countersign.rego.explain.CoverageReport;
import io.countersign.rego.problem.Place;
import io.countersign.rego.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates like the program it was made of and adds up which lines of the policy were reached.
 * Safe for any number of threads.
 */
public final class RegoCoverage {
  private final RegoProgram program;
  private final Program covered;
  private final DataMemo kept;

  /** By the number of the place. Only ever set, so that threads need not agree on an order. */
  private final boolean[] reached;

  RegoCoverage(RegoProgram program, Program covered) {
    this.program = program;
    this.covered = covered;
    this.kept = covered.keep(program.bundle().data());
    this.reached = new boolean[covered.places().size()];
  }

  /** As {@link RegoProgram#evaluate(String, Value, Budget, InstantSource)}. */
  public RegoResult evaluate(
      String entrypoint, @Nullable Value input, Budget budget, InstantSource clock) {
    return program.evaluate(covered, kept, entrypoint, input, budget, clock, null, reached);
  }

  /**
   * What the evaluations so far have reached: those of this thread, and those of threads that it
   * has waited for. Lines are counted that the plan knows of; rules that no entry point needs are
   * not in it.
   */
  public CoverageReport report() {
    List<Place> all = new ArrayList<>(covered.places());
    program.bundle().plan().unplanned().forEach(rule -> all.add(rule.place()));
    return new CoverageReport(hit(), all);
  }

  /**
   * As {@link #report()}, with the lines that {@code opa test --coverage} counts.
   *
   * @param sources the Rego files of the policy by the names that the plan has for them, which are
   *     the paths that {@code opa build} was given
   */
  public CoverageReport report(Map<String, String> sources) {
    return CoverageReport.of(hit(), covered.comprehensions(), sources);
  }

  private List<Place> hit() {
    List<Place> hit = new ArrayList<>();
    for (int i = 0; i < reached.length; i++) {
      if (reached[i]) {
        hit.add(covered.places().get(i));
      }
    }
    return hit;
  }
}
