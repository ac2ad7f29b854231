package io.countersign.shell.command;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Artefact;
import io.countersign.analysis.Effect;
import io.countersign.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Puts many analyses together in one go; one after the other would copy all that came before. */
public final class Gathered {

  private final ImmutableSet.Builder<Effect> effects = ImmutableSet.builder();
  private final ImmutableSet.Builder<Problem> unresolved = ImmutableSet.builder();
  private final ImmutableSet.Builder<Artefact> artefacts = ImmutableSet.builder();
  private final Map<String, String> preconditions = new LinkedHashMap<>();

  /** Adds one. */
  public Gathered add(Analysis analysis) {
    effects.addAll(analysis.effects());
    unresolved.addAll(analysis.unresolved());
    artefacts.addAll(analysis.artefacts());
    preconditions.putAll(analysis.preconditions());
    return this;
  }

  /** Adds one effect. */
  public Gathered add(Effect effect) {
    effects.add(effect);
    return this;
  }

  /** All of them, each thing once. */
  public Analysis analysis() {
    return new Analysis(
        effects.build().asList(),
        unresolved.build().asList(),
        artefacts.build(),
        ImmutableMap.copyOf(preconditions));
  }

  /** What is found for each of many. */
  public static <T> Analysis each(Iterable<T> things, Function<T, Analysis> find) {
    Gathered gathered = new Gathered();
    things.forEach(thing -> gathered.add(find.apply(thing)));
    return gathered.analysis();
  }
}
