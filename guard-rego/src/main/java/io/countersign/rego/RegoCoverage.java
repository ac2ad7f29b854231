package io.countersign.rego;

import io.countersign.rego.eval.Budget;
import io.countersign.rego.eval.DataMemo;
import io.countersign.rego.eval.Program;
import io.countersign.rego.explain.CoverageReport;
import io.countersign.rego.problem.Place;
import io.countersign.rego.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates like the program it was made of and adds up which lines of the policy were reached.
 * Safe for any number of threads.
 */
public final class RegoCoverage {
  private final RegoProgram program;
  private final Program covered;
  private final DataMemo kept;
  private final BitSet reached = new BitSet();

  RegoCoverage(RegoProgram program, Program covered) {
    this.program = program;
    this.covered = covered;
    this.kept = covered.keep(program.bundle().data());
  }

  /** As {@link RegoProgram#evaluate(String, Value, Budget, InstantSource)}. */
  public RegoResult evaluate(
      String entrypoint, @Nullable Value input, Budget budget, InstantSource clock) {
    BitSet here = new BitSet();
    try {
      return program.evaluate(covered, kept, entrypoint, input, budget, clock, null, here);
    } finally {
      synchronized (reached) {
        reached.or(here);
      }
    }
  }

  /** What the evaluations so far have reached. */
  public CoverageReport report() {
    BitSet sofar;
    synchronized (reached) {
      sofar = (BitSet) reached.clone();
    }
    List<Place> hit = new ArrayList<>();
    sofar.stream().forEach(number -> hit.add(covered.places().get(number)));
    List<Place> all = new ArrayList<>(covered.places());
    program.bundle().plan().unplanned().forEach(rule -> all.add(rule.place()));
    return new CoverageReport(hit, all);
  }
}
