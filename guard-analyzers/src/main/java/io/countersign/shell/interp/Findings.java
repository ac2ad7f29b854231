package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Artefact;
import io.countersign.analysis.Effect;
import io.countersign.problem.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Collects what was found, each thing once. */
final class Findings {

  private final Set<Effect> effects = new LinkedHashSet<>();
  private final Set<Problem> unresolved = new LinkedHashSet<>();
  private final Set<Artefact> artefacts = new LinkedHashSet<>();
  private final Map<String, String> preconditions = new LinkedHashMap<>();

  void add(Analysis analysis) {
    effects.addAll(analysis.effects());
    unresolved.addAll(analysis.unresolved());
    artefacts.addAll(analysis.artefacts());
    preconditions.putAll(analysis.preconditions());
  }

  void add(Problem problem) {
    unresolved.add(problem);
  }

  void add(Artefact artefact) {
    artefacts.add(artefact);
  }

  Analysis analysis() {
    return new Analysis(
        ImmutableList.copyOf(effects),
        ImmutableList.copyOf(unresolved),
        ImmutableSet.copyOf(artefacts),
        ImmutableMap.copyOf(preconditions));
  }
}
