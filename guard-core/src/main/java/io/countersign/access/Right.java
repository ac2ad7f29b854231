package io.countersign.access;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Glob;
import io.countersign.analysis.Verb;
import java.util.Set;

/**
 * Permission to have certain effects.
 *
 * @param operations glob patterns over {@link Effect#operation()}
 * @param verbs what may be done
 * @param resources glob patterns over {@code type/id} of the resource
 * @param environments where; {@link Environment#PRODUCTION} includes {@link Environment#UNKNOWN}
 */
public record Right(
    ImmutableSet<String> operations,
    ImmutableSet<Verb> verbs,
    ImmutableSet<String> resources,
    ImmutableSet<Environment> environments) {

  public Right(
      Set<String> operations,
      Set<Verb> verbs,
      Set<String> resources,
      Set<Environment> environments) {
    this(
        ImmutableSet.copyOf(operations),
        ImmutableSet.copyOf(verbs),
        ImmutableSet.copyOf(resources),
        ImmutableSet.copyOf(environments));
  }

  /** Whether this right covers an effect. */
  public boolean covers(Effect effect) {
    return coversEnvironment(effect.environment())
        && verbs.contains(effect.verb())
        && anyMatches(operations, effect.operation())
        && anyMatches(resources, effect.resource().type() + "/" + effect.resource().id());
  }

  private static boolean anyMatches(Iterable<String> patterns, String text) {
    for (String pattern : patterns) {
      if (Glob.matches(pattern, text)) {
        return true;
      }
    }
    return false;
  }

  private boolean coversEnvironment(Environment environment) {
    return environments.contains(environment)
        || (environment == Environment.UNKNOWN && environments.contains(Environment.PRODUCTION));
  }

  /**
   * Whether this right allows everything that {@code other} allows and something besides. Patterns
   * are compared as text, so the answer may be no where a cleverer comparison would say yes.
   */
  boolean broaderThan(Right other) {
    return !equals(other) && includes(other) && !other.includes(this);
  }

  private boolean includes(Right other) {
    return environments.containsAll(other.environments)
        && verbs.containsAll(other.verbs)
        && includes(operations, other.operations)
        && includes(resources, other.resources);
  }

  private static boolean includes(Set<String> patterns, Set<String> others) {
    return others.stream().allMatch(o -> patterns.stream().anyMatch(p -> Glob.matches(p, o)));
  }
}
