package io.countersign.ledger;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.classification.SeverityTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call completes together with those before it, as effects that say so: forty small
 * deletions are a large one, a deletion and a creation of the same thing replace it, and a deletion
 * of something whose safeguard was taken away before has no way back. Linear in past and call.
 */
final class Sequences {

  static final String REPLACES = "sequence-replace";
  static final String ADDS_UP = "sequence-cumulative";
  static final String UNPROTECTED = "sequence-unprotected";

  private final ImmutableList<Past.Numbered> past;
  private final Map<Environment, Weights> weights;
  private final ImmutableList<Effect> effects;
  private final List<Effect> found = new ArrayList<>();

  private Sequences(
      ImmutableList<Past.Numbered> past, Map<Environment, Weights> weights, Analysis analysis) {
    this.past = past;
    this.weights = weights;
    this.effects = analysis.effects();
  }

  /**
   * The effects that follow from past and call together.
   *
   * @param weights what was taken away in each environment, the call included; production and
   *     unknown together under production
   */
  static ImmutableList<Effect> of(
      ImmutableList<Past.Numbered> past, Map<Environment, Weights> weights, Analysis analysis) {
    Sequences sequences = new Sequences(past, weights, analysis);
    sequences.replaces();
    sequences.unprotected();
    sequences.addsUp();
    return ImmutableList.copyOf(sequences.found);
  }

  private void replaces() {
    Map<String, Touch> gone = new HashMap<>();
    for (Past.Numbered earlier : past) {
      Step step = earlier.step();
      // What peers agreed to take away may be made again, and what failed is still there.
      if (!step.approved() && step.outcome() != Outcome.FAILED) {
        step.touches().stream()
            .filter(t -> t.removes() && t.verb() == Verb.DELETE)
            .forEach(t -> gone.put(t.resource(), t));
      }
    }
    for (Effect effect : effects) {
      if (effect.verb() == Verb.DELETE && Touch.removes(effect)) {
        gone.put(Touch.resource(effect), Touch.of(effect));
      } else if (effect.verb() == Verb.CREATE) {
        Touch deleted = gone.remove(Touch.resource(effect));
        if (deleted != null) {
          found.add(
              new Effect(
                  "sequence:Replace",
                  Verb.REPLACE,
                  effect.resource(),
                  deleted.environment(),
                  deleted.reversibility(),
                  deleted.reach(),
                  Evidence.of(
                      REPLACES,
                      "it was deleted just before, so that deleting and making it again is one"
                          + " replacement")));
        }
      }
    }
  }

  private void unprotected() {
    Protections disarmed = new Protections();
    Protections removed = new Protections();
    for (Past.Numbered earlier : past) {
      for (Touch touch : earlier.step().touches()) {
        if (touch.removes()) {
          (touch.verb() == Verb.DISARM ? disarmed : removed).add(touch);
        }
      }
    }
    for (Effect effect : effects) {
      if (Touch.removes(effect)) {
        (effect.verb() == Verb.DISARM ? disarmed : removed).add(Touch.of(effect));
      }
    }
    for (Effect effect : effects) {
      if (!Touch.removes(effect)) {
        continue;
      }
      boolean disarms = effect.verb() == Verb.DISARM;
      Touch other = (disarms ? removed : disarmed).find(effect.resource().id());
      if (other != null) {
        found.add(
            new Effect(
                "sequence:RemoveUnprotected",
                Verb.DELETE,
                effect.resource(),
                effect.environment(),
                Reversibility.IRREVERSIBLE,
                wider(wider(effect.reach(), disarms ? other.reach() : Reach.ITEM), Reach.SELECTION),
                Evidence.of(
                    UNPROTECTED,
                    disarms
                        ? "what this safeguard protects is deleted, or was tried to be, in the same"
                            + " sequence"
                        : "the safeguard that protected it was removed in the same sequence")));
      }
    }
  }

  private void addsUp() {
    Map<Environment, Effect> own = new EnumMap<>(Environment.class);
    for (Effect effect : effects) {
      if (Touch.removes(effect)) {
        own.merge(
            Weights.bucket(effect.environment()),
            effect,
            (a, b) -> SeverityTable.severity(b).compareTo(SeverityTable.severity(a)) > 0 ? b : a);
      }
    }
    own.forEach(
        (environment, worst) -> {
          Weights sum = weights.get(environment);
          if (sum == null || sum.removals() < 2) {
            return;
          }
          Effect whole =
              new Effect(
                  "sequence:Remove",
                  Verb.DELETE,
                  Resource.of("sequence", environment.key()),
                  worst.environment(),
                  sum.worst(),
                  sum.reach(),
                  Evidence.of(
                      ADDS_UP,
                      String.format(
                          Locale.ROOT,
                          "with those before it, %d removals of %d things weigh as much as one of"
                              + " reach %s",
                          sum.removals(),
                          sum.resources().size(),
                          sum.reach())));
          if (SeverityTable.severity(whole).compareTo(SeverityTable.severity(worst)) > 0) {
            found.add(whole);
          }
        });
  }

  private static Reach wider(Reach one, Reach other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Resources by identity, found by their own, by what is inside them and by what they are in. */
  private static final class Protections {

    private final Map<String, Touch> byId = new HashMap<>();

    void add(Touch touch) {
      String id = identity(touch.resource().substring(touch.resource().indexOf('/') + 1));
      if (known(id)) {
        byId.put(id, touch);
      }
    }

    /** A touch of the same thing, or of one that it lies in. */
    @Nullable Touch find(String resource) {
      String id = identity(resource);
      if (!known(id)) {
        return null;
      }
      Touch same = byId.get(id);
      for (int end = id.length(); same == null && end > 0; ) {
        end = Math.max(id.lastIndexOf('/', end - 1), id.lastIndexOf(':', end - 1));
        same = end > 0 ? byId.get(id.substring(0, end)) : null;
      }
      return same;
    }

    private static boolean known(String id) {
      return !id.isBlank() && !id.equals("?") && !id.equals("*");
    }

    private static String identity(String id) {
      return id.toLowerCase(Locale.ROOT);
    }
  }
}
