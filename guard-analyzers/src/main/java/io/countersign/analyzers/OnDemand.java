package io.countersign.analyzers;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An analyzer that is made when its first call comes. Thread-safe. */
final class OnDemand implements Analyzer {

  private final Predicate<String> handles;
  private final Supplier<Analyzer> make;
  private @Nullable Analyzer made;

  /**
   * An analyzer to be.
   *
   * @param handles which tools are its, without making it
   * @param make called once
   */
  OnDemand(Predicate<String> handles, Supplier<Analyzer> make) {
    this.handles = handles;
    this.make = make;
  }

  @Override
  public boolean handles(String tool) {
    return handles.test(tool);
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    return analyzer().analyze(call, context);
  }

  private synchronized Analyzer analyzer() {
    Analyzer known = made;
    if (known == null) {
      known = make.get();
      made = known;
    }
    return known;
  }
}
