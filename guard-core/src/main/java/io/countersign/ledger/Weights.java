package io.countersign.ledger;

import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import java.util.HashSet;
import java.util.Set;

/**
 * Adds up what was taken away in one environment until it weighs as much as something larger
 * (docs/sequences.md). A record weighs 1, a selection 10, a resource 25, an environment 250; small
 * ones whose weights reach that of a larger one count as the larger one. The numbers are our
 * judgement.
 */
final class Weights {

  private static final long GIB = 1L << 30;

  /** As much data as one resource is taken to hold. */
  private static final long BYTES_OF_A_RESOURCE = 100 * GIB;

  /** As much data as one environment is taken to hold. */
  private static final long BYTES_OF_AN_ENVIRONMENT = 10 * 1024 * GIB;

  private static final int SELECTION = 10;
  private static final int RESOURCE = 25;
  private static final int ENVIRONMENT = 250;

  private final Set<String> resources = new HashSet<>();
  private int removals;
  private long bytes;
  private long weight;
  private Reversibility worst = Reversibility.REVERSIBLE;

  void add(Touch touch) {
    removals += touch.count();
    boolean fresh = resources.add(touch.resource());
    if (touch.reversibility().compareTo(worst) > 0) {
      worst = touch.reversibility();
    }
    int one = weight(touch.reach());
    // Rows of one table are different rows; a whole resource is gone only once.
    if (fresh || one < RESOURCE) {
      weight += (long) one * touch.count();
      bytes += touch.bytes();
    }
  }

  private static int weight(Reach reach) {
    return switch (reach) {
      case ITEM -> 1;
      case SELECTION -> SELECTION;
      case RESOURCE -> RESOURCE;
      case ENVIRONMENT, ACCOUNT, UNKNOWN -> ENVIRONMENT;
    };
  }

  /** How much all of it together touched; never more than an environment. */
  Reach reach() {
    if (weight >= ENVIRONMENT || bytes >= BYTES_OF_AN_ENVIRONMENT) {
      return Reach.ENVIRONMENT;
    }
    if (weight >= RESOURCE || bytes >= BYTES_OF_A_RESOURCE) {
      return Reach.RESOURCE;
    }
    return weight >= SELECTION ? Reach.SELECTION : Reach.ITEM;
  }

  Reversibility worst() {
    return worst;
  }

  Sum sum() {
    return new Sum(removals, resources.size(), bytes);
  }

  int removals() {
    return removals;
  }

  /** Distinct resources. */
  Set<String> resources() {
    return resources;
  }

  /** In which sum an environment is weighed: nobody knows which one is production. */
  static Environment bucket(Environment environment) {
    return environment.countsAsProduction() ? Environment.PRODUCTION : environment;
  }
}
