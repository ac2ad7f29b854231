package io.countersign.classification;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import java.util.stream.Stream;

/** Takes the worst of everything that a call would do. */
public final class Classifier {

  private Classifier() {}

  /** Classifies an analysis. */
  public static Classification classify(Analysis analysis) {
    return classify(analysis, ImmutableList.of());
  }

  /**
   * Classifies an analysis together with what it completes. That makes it as severe as the whole;
   * whether the call itself destroys stays the call's.
   *
   * @param sequence what the call and those before it amount to
   */
  public static Classification classify(Analysis analysis, ImmutableList<Effect> sequence) {
    Kind kind = analysis.unresolved().isEmpty() ? Kind.NON_DESTRUCTIVE : Kind.UNRESOLVED;
    Severity worst = analysis.unresolved().isEmpty() ? Severity.NONE : Severity.MEDIUM;
    for (Effect effect : analysis.effects()) {
      if (SeverityTable.destructive(effect)) {
        kind = Kind.DESTRUCTIVE;
      }
      Severity severity = SeverityTable.severity(effect);
      if (severity.compareTo(worst) > 0) {
        worst = severity;
      }
    }
    for (Effect effect : sequence) {
      Severity severity = SeverityTable.severity(effect);
      if (severity.compareTo(worst) > 0) {
        worst = severity;
      }
    }
    Severity reached = worst;
    ImmutableList<Effect> decisive =
        worst == Severity.NONE
            ? ImmutableList.of()
            : Stream.concat(analysis.effects().stream(), sequence.stream())
                .filter(e -> SeverityTable.severity(e) == reached)
                .collect(ImmutableList.toImmutableList());
    return new Classification(kind, worst, decisive);
  }
}
