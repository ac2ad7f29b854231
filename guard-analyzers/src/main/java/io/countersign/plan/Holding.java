package io.countersign.plan;

import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;

/**
 * What losing a resource of a type loses.
 *
 * @param what kind of loss
 * @param reach what is gone together with it
 */
record Holding(What what, Reach reach) {

  /** Kinds of loss, worst first. */
  enum What {
    /** Data, keys or identities that nothing makes again. */
    DATA,
    /** Real, and made again by applying the configuration. */
    THING,
    /** A setting or a link between resources. */
    CONFIGURATION,
    /** Nothing outside of the state file. */
    NOTHING
  }

  static final Holding THING = new Holding(What.THING, Reach.RESOURCE);

  Reversibility reversibility() {
    return switch (what) {
      case DATA -> Reversibility.IRREVERSIBLE;
      case THING, CONFIGURATION -> Reversibility.RECOVERABLE;
      case NOTHING -> Reversibility.REVERSIBLE;
    };
  }

  /** How much a replacement touches: the same setting is put back, so only that one item. */
  Reach replacementReach() {
    return what == What.CONFIGURATION ? Reach.ITEM : reach;
  }
}
