package io.countersign.analysis;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a call left open, in a length that somebody can read. */
final class Unresolved {

  /** Most problems that are kept of one call (docs/decisions/0004-input-limits.md). */
  static final int MAX_PROBLEMS = 100;

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt(problem -> problem.place().map(Span::start).orElse(0));

  private Unresolved() {}

  /** Two problems that read the same; one of them says it all. */
  private record Text(String code, String what) {}

  /**
   * Each problem once, at its first place. Of more than {@link #MAX_PROBLEMS} the first by place,
   * and a last one that counts the others: never fewer than one where there was one.
   */
  static ImmutableList<Problem> bounded(List<Problem> all) {
    if (all.size() < 2) {
      return ImmutableList.copyOf(all);
    }
    Map<Text, Problem> distinct = new LinkedHashMap<>();
    for (Problem problem : all) {
      distinct.merge(
          new Text(problem.code().id(), problem.what()),
          problem,
          (one, other) -> BY_PLACE.compare(other, one) < 0 ? other : one);
    }
    if (distinct.size() <= MAX_PROBLEMS) {
      return ImmutableList.copyOf(distinct.values());
    }
    List<Problem> ordered = new ArrayList<>(distinct.values());
    ordered.sort(BY_PLACE);
    int kept = MAX_PROBLEMS - 1;
    return ImmutableList.<Problem>builder()
        .addAll(ordered.subList(0, kept))
        .add(
            new Problem(
                AnalysisCode.MORE_UNRESOLVED,
                ordered.get(kept).span(),
                "There are " + (ordered.size() - kept) + " more places that could not be read.",
                "Split the call, or write out what it leaves open."))
        .build();
  }
}
