package io.countersign.plan;

import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;

/** What the findings of {@link Safeguards} mean as effects, the same for every tool. */
final class FindingEffects {

  private FindingEffects() {}

  /**
   * The effect of a finding.
   *
   * @param tool whose operation it is, for example {@code terraform}
   * @param address how the plan names the resource
   */
  static Effect of(String tool, Safeguards.Finding finding, String address, Resource resource) {
    String because = address + ": " + finding.attribute() + ", " + finding.because();
    return switch (finding.kind()) {
      case DISARM ->
          new Effect(
              tool + ":Disarm",
              Verb.DISARM,
              resource,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              Evidence.of("plan-safeguard-off", because));
      case EXPIRE ->
          new Effect(
              tool + ":Expire",
              Verb.DISARM,
              resource,
              Reversibility.IRREVERSIBLE,
              Reach.RESOURCE,
              Evidence.of("plan-data-expires", because));
      case SIZE ->
          new Effect(
              tool + ":ScaleToZero",
              Verb.DELETE,
              resource,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              Evidence.of("plan-scaled-to-zero", because));
      case EMPTY ->
          new Effect(
              tool + ":EmptyAttribute",
              Verb.DELETE,
              resource,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              Evidence.of("plan-attribute-emptied", because));
      case LATER -> throw new IllegalArgumentException("not an effect: " + finding);
    };
  }
}
