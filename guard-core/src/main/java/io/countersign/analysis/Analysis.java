package io.countersign.analysis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.problem.Problem;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a call would do, as far as can be said.
 *
 * @param effects everything that it does or may do
 * @param unresolved everything that could not be read off the call; never a guess
 * @param artefacts files whose content decides what the call does
 * @param preconditions facts about the world that the analysis rests on, such as the serial of a
 *     state file; they are bound into the approval and must still hold when the call runs
 */
public record Analysis(
    ImmutableList<Effect> effects,
    ImmutableList<Problem> unresolved,
    ImmutableSet<Artefact> artefacts,
    ImmutableMap<String, String> preconditions) {

  /** A call that does nothing worth naming. */
  public static final Analysis NOTHING = new Analysis(List.of(), List.of());

  public Analysis(List<Effect> effects, List<Problem> unresolved) {
    this(
        ImmutableList.copyOf(effects),
        ImmutableList.copyOf(unresolved),
        ImmutableSet.of(),
        ImmutableMap.of());
  }

  /** A call with exactly these effects. */
  public static Analysis of(Effect... effects) {
    return new Analysis(List.of(effects), List.of());
  }

  /** A call that cannot be read. */
  public static Analysis unresolved(Problem problem) {
    return new Analysis(List.of(), List.of(problem));
  }

  /** All of them in one, in time that grows with their sizes; nothing of any is lost. */
  public static Analysis all(Iterable<Analysis> parts) {
    ImmutableList.Builder<Effect> effects = ImmutableList.builder();
    ImmutableList.Builder<Problem> unresolved = ImmutableList.builder();
    ImmutableSet.Builder<Artefact> artefacts = ImmutableSet.builder();
    ImmutableMap.Builder<String, String> preconditions = ImmutableMap.builder();
    for (Analysis part : parts) {
      effects.addAll(part.effects);
      unresolved.addAll(part.unresolved);
      artefacts.addAll(part.artefacts);
      preconditions.putAll(part.preconditions);
    }
    return new Analysis(
        effects.build(), unresolved.build(), artefacts.build(), preconditions.buildKeepingLast());
  }

  /** Both; nothing of either is lost. */
  public Analysis plus(Analysis other) {
    return all(List.of(this, other));
  }

  /** This and one more effect. */
  public Analysis plus(Effect effect) {
    return plus(of(effect));
  }

  /** This, resting on a file's content. */
  public Analysis bind(Artefact artefact) {
    return new Analysis(
        effects,
        unresolved,
        ImmutableSet.<Artefact>builder().addAll(artefacts).add(artefact).build(),
        preconditions);
  }

  /** This, resting on a fact about the world. */
  public Analysis given(String name, String value) {
    return new Analysis(
        effects,
        unresolved,
        artefacts,
        ImmutableMap.<String, String>builder()
            .putAll(preconditions)
            .put(name, value)
            .buildKeepingLast());
  }

  /** The same with each effect changed. */
  public Analysis mapEffects(UnaryOperator<Effect> change) {
    ImmutableList.Builder<Effect> changed = ImmutableList.builderWithExpectedSize(effects.size());
    effects.forEach(effect -> changed.add(change.apply(effect)));
    return new Analysis(changed.build(), unresolved, artefacts, preconditions);
  }

  /** The same with each unresolved span changed. */
  public Analysis mapUnresolved(UnaryOperator<Problem> change) {
    return new Analysis(
        effects,
        unresolved.stream().map(change).collect(ImmutableList.toImmutableList()),
        artefacts,
        preconditions);
  }
}
