package io.countersign.classification;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;

/** Takes the worst of everything that a call would do. */
public final class Classifier {

  private Classifier() {}

  /** Classifies an analysis. */
  public static Classification classify(Analysis analysis) {
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
    Severity reached = worst;
    ImmutableList<Effect> decisive =
        worst == Severity.NONE
            ? ImmutableList.of()
            : analysis.effects().stream()
                .filter(e -> SeverityTable.severity(e) == reached)
                .collect(ImmutableList.toImmutableList());
    return new Classification(kind, worst, decisive);
  }
}
