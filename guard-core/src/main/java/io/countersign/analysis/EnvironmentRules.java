package io.countersign.analysis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which environment a resource belongs to, from configuration. Where several rules match, the
 * strictest environment wins, so that no second hint can make a production resource look harmless;
 * where none does, the answer is {@link Environment#UNKNOWN}.
 *
 * @param rules the rules; their order does not matter
 */
public record EnvironmentRules(ImmutableList<Rule> rules) {

  /** No rule: everything is unknown. */
  public static final EnvironmentRules NONE = new EnvironmentRules(ImmutableList.of());

  private static final ImmutableList<Environment> STRICTEST_FIRST =
      ImmutableList.of(
          Environment.PRODUCTION,
          Environment.STAGING,
          Environment.DEVELOPMENT,
          Environment.SANDBOX,
          Environment.WORKSPACE);

  public EnvironmentRules(List<Rule> rules) {
    this(ImmutableList.copyOf(rules));
  }

  /**
   * One rule; it matches when each fact that it names has one of the values, and each tag too.
   *
   * @param environment what a match means
   * @param facts glob patterns ({@code *} and {@code ?}) for facts; {@link Fact#NAME} is also
   *     compared with the resource's identity
   * @param tags tags that the resource must carry, with glob patterns for their values
   */
  public record Rule(
      Environment environment,
      ImmutableSetMultimap<Fact, String> facts,
      ImmutableMap<String, String> tags) {

    boolean matches(Resource resource, Facts facts) {
      if (this.facts.isEmpty() && tags.isEmpty()) {
        return false;
      }
      for (Fact fact : this.facts.keySet()) {
        if (this.facts.get(fact).stream().noneMatch(p -> matches(fact, p, resource, facts))) {
          return false;
        }
      }
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        @Nullable String value = resource.tags().get(tag.getKey());
        if (value == null || !Glob.matches(tag.getValue(), value)) {
          return false;
        }
      }
      return true;
    }

    private static boolean matches(Fact fact, String pattern, Resource resource, Facts facts) {
      if (facts.find(fact).filter(v -> Glob.matches(pattern, v)).isPresent()) {
        return true;
      }
      return fact == Fact.NAME && Glob.matches(pattern, resource.id());
    }
  }

  /**
   * The environment of a resource.
   *
   * @param surroundings what is known about the call's place; the resource's own facts win
   */
  public Environment resolve(Resource resource, Facts surroundings) {
    if (rules.isEmpty()) {
      return Environment.UNKNOWN;
    }
    Facts all = surroundings.plus(resource.facts());
    for (Environment environment : STRICTEST_FIRST) {
      for (Rule rule : rules) {
        if (rule.environment() == environment && rule.matches(resource, all)) {
          return environment;
        }
      }
    }
    return Environment.UNKNOWN;
  }
}
