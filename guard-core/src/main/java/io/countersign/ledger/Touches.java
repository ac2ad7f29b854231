package io.countersign.ledger;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps the list of what one call touched short, without losing weight. */
final class Touches {

  private Touches() {}

  /** What the ledger keeps of a call: what it takes away, then what else it changes. */
  static ImmutableList<Touch> of(Analysis analysis) {
    ImmutableList.Builder<Touch> removals = ImmutableList.builder();
    ImmutableList.Builder<Touch> others = ImmutableList.builder();
    int room = Step.MAX_TOUCHES;
    for (Effect effect : analysis.effects()) {
      if (Touch.removes(effect)) {
        removals.add(Touch.of(effect));
        room--;
      }
    }
    for (Effect effect : analysis.effects()) {
      if (room > 0 && effect.verb() != Verb.READ && !Touch.removes(effect)) {
        others.add(Touch.of(effect));
        room--;
      }
    }
    return ImmutableList.<Touch>builder()
        .addAll(bounded(removals.build(), Step.MAX_TOUCHES))
        .addAll(others.build())
        .build();
  }

  /**
   * At most {@code limit} touches that weigh at least as much: the rest becomes one for each
   * environment, as wide and as hard to take back as its worst, standing for all of them.
   *
   * @param limit larger than the number of environments
   */
  static ImmutableList<Touch> bounded(ImmutableList<Touch> touches, int limit) {
    if (touches.size() <= limit) {
      return touches;
    }
    int kept = limit - Environment.values().length;
    Map<Environment, Touch> rest = new EnumMap<>(Environment.class);
    List<Touch> cut = touches.subList(kept, touches.size());
    for (Touch touch : cut) {
      rest.merge(touch.environment(), touch, Touches::merged);
    }
    return ImmutableList.<Touch>builder()
        .addAll(touches.subList(0, kept))
        .addAll(rest.values())
        .build();
  }

  private static Touch merged(Touch one, Touch other) {
    Reach reach = one.reach().compareTo(other.reach()) >= 0 ? one.reach() : other.reach();
    Reversibility worse =
        one.reversibility().compareTo(other.reversibility()) >= 0
            ? one.reversibility()
            : other.reversibility();
    return new Touch(
        one.verb(),
        "more/" + one.environment().key() + "/" + reach,
        one.environment(),
        worse,
        reach,
        one.bytes() + other.bytes(),
        one.count() + other.count());
  }
}
