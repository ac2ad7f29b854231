package io.countersign.ledger;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whether a call builds on a step that did not succeed. In one conversation, a step that failed
 * holds those that take something away or change the same thing, until a later step succeeds; a
 * step of which nobody knows whether it happened holds them until peers have agreed to one, and
 * holds whatever changes the same thing in every conversation of the same person.
 */
final class Predecessors {

  private final Map<Long, Step> failed = new LinkedHashMap<>();
  private final Map<Long, Step> unknown = new LinkedHashMap<>();
  private final Map<Long, Step> unknownElsewhere = new LinkedHashMap<>();

  /**
   * Reads the past.
   *
   * @param session the conversation of the call
   * @param abandoned a step that has been running since before this instant counts as unknown
   */
  Predecessors(ImmutableList<Past.Numbered> past, String session, Instant abandoned) {
    for (Past.Numbered earlier : past) {
      Step step = earlier.step();
      boolean here = step.session().equals(session);
      switch (step.outcome()) {
        case FAILED -> {
          if (here) {
            failed.put(earlier.number(), step);
          }
        }
        case UNKNOWN -> (here ? unknown : unknownElsewhere).put(earlier.number(), step);
        case RUNNING -> {
          if (step.at().isBefore(abandoned)) {
            (here ? unknown : unknownElsewhere).put(earlier.number(), step);
          }
        }
        case SUCCEEDED -> {
          if (here) {
            failed.clear();
          }
          if (here && step.approved()) {
            unknown.clear();
          }
          if (step.approved()) {
            unknownElsewhere.values().removeIf(s -> meet(resources(s), resources(step)));
          }
        }
        case NOT_BEGUN -> {
          // The store has taken it out.
        }
      }
    }
  }

  /** Whether the next success in this conversation is worth remembering. */
  boolean any() {
    return !failed.isEmpty() || !unknown.isEmpty();
  }

  /** Why the call waits; empty when it does not. */
  ImmutableList<Problem> holding(Analysis analysis) {
    if (failed.isEmpty() && unknown.isEmpty() && unknownElsewhere.isEmpty()) {
      return ImmutableList.of();
    }
    boolean removes = analysis.effects().stream().anyMatch(Touch::removes);
    Set<String> makes = new HashSet<>();
    Set<String> changes = new HashSet<>();
    for (Effect effect : analysis.effects()) {
      if (effect.verb() == Verb.READ
          || (effect.environment() == Environment.WORKSPACE && !overwrites(effect))) {
        continue;
      }
      (effect.verb() == Verb.CREATE || effect.reversibility() == Reversibility.REVERSIBLE
              ? makes
              : changes)
          .add(Touch.resource(effect));
    }
    ImmutableList.Builder<Problem> held = ImmutableList.builder();
    if (failed.values().stream().anyMatch(s -> holds(s, removes, changes))) {
      held.add(
          new Problem(
              LedgerCode.PREDECESSOR_FAILED,
              "The step before this one failed.",
              "Look at what it left behind, do it again until it succeeds, or let peers agree."));
    }
    makes.addAll(changes);
    if (unknown.values().stream().anyMatch(s -> holds(s, removes, makes))
        || unknownElsewhere.values().stream().anyMatch(s -> meet(resources(s), makes))) {
      held.add(
          new Problem(
              LedgerCode.PREDECESSOR_UNKNOWN,
              "Nobody knows whether the step before this one happened.",
              "Find out what it did, and let peers agree to what follows."));
    }
    return held.build();
  }

  private static boolean overwrites(Effect effect) {
    return effect.reversibility() != Reversibility.REVERSIBLE
        && (effect.verb() == Verb.DELETE || effect.verb() == Verb.REPLACE);
  }

  private static boolean holds(Step earlier, boolean removes, Set<String> changes) {
    return (removes && earlier.touches().stream().anyMatch(Predecessors::outside))
        || meet(resources(earlier), changes);
  }

  private static boolean outside(Touch touch) {
    return touch.environment() != Environment.WORKSPACE;
  }

  /** In a workspace, an edit that failed holds nothing; a directory that was not made does. */
  private static Set<String> resources(Step step) {
    Set<String> resources = new HashSet<>();
    for (Touch touch : step.touches()) {
      if (outside(touch) || touch.verb() == Verb.CREATE) {
        resources.add(touch.resource());
      }
    }
    return resources;
  }

  /** Whether one of {@code touched} is one of {@code earlier}, or lies inside one. */
  private static boolean meet(Set<String> earlier, Set<String> touched) {
    for (String resource : touched) {
      String outer = resource;
      int type = resource.indexOf('/');
      while (true) {
        if (earlier.contains(outer)) {
          return true;
        }
        int end = outer.lastIndexOf('/');
        if (end <= type) {
          break;
        }
        outer = outer.substring(0, end);
      }
    }
    return false;
  }
}
