package io.countersign.cloud.rules;

import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;

/**
 * What an operation does to its resource.
 *
 * @param rule id of the rule that says so
 * @param because one clause for people
 * @param instead a safer call to offer, or an empty string
 */
public record Meaning(
    Verb verb,
    Reversibility reversibility,
    Reach reach,
    String rule,
    String because,
    String instead) {

  /** A meaning without a safer call. */
  public Meaning(Verb verb, Reversibility reversibility, Reach reach, String rule, String because) {
    this(verb, reversibility, reach, rule, because, "");
  }

  /** Reads {@code DELETE IRREVERSIBLE RESOURCE}. */
  static Meaning parse(String shape, String rule, String because, String instead) {
    String[] words = shape.split(" ");
    return new Meaning(
        Verb.valueOf(words[0]),
        Reversibility.valueOf(words[1]),
        Reach.valueOf(words[2]),
        rule,
        because,
        instead);
  }

  /** The effect of this meaning on a resource. */
  public Effect on(String operation, Resource resource) {
    Evidence evidence = Evidence.of(rule, because);
    return new Effect(
        operation,
        verb,
        resource,
        reversibility,
        reach,
        instead.isEmpty() ? evidence : evidence.instead(instead));
  }
}
