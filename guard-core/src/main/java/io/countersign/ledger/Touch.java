package io.countersign.ledger;

import com.google.common.hash.Hashing;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import java.nio.charset.StandardCharsets;

/**
 * What the ledger keeps of an effect.
 *
 * @param verb what was done
 * @param resource type and identity of what it hit, as {@code type/id}; a long one is cut and ends
 *     in its digest, so that equal ones stay equal
 * @param environment where
 * @param reversibility how hard it is to take back
 * @param reach how much it touched
 * @param bytes how much data that was, 0 when nobody said
 * @param count how many effects this stands for; more than one where a call had too many to keep
 */
public record Touch(
    Verb verb,
    String resource,
    Environment environment,
    Reversibility reversibility,
    Reach reach,
    long bytes,
    int count) {

  /** Longest resource that is kept as it is, in UTF-16 code units. */
  static final int MAX_RESOURCE = 512;

  private static final int KEPT = 256;

  /** What is kept of an effect. */
  static Touch of(Effect effect) {
    return new Touch(
        effect.verb(),
        resource(effect),
        effect.environment(),
        effect.reversibility(),
        effect.reach(),
        bytes(effect),
        1);
  }

  /** Type and identity of what an effect hits, in bounded length. */
  static String resource(Effect effect) {
    String whole = effect.resource().type() + "/" + effect.resource().id();
    return whole.length() <= MAX_RESOURCE
        ? whole
        : whole.substring(0, KEPT)
            + "#"
            + Hashing.sha256().hashString(whole, StandardCharsets.UTF_16LE);
  }

  private static long bytes(Effect effect) {
    try {
      return effect
          .resource()
          .facts()
          .find(Fact.BYTES)
          .map(Long::parseLong)
          .filter(size -> size > 0)
          .orElse(0L);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether it takes something away that does not come back by itself, outside a workspace. */
  boolean removes() {
    return removes(verb, reversibility, environment);
  }

  /** The same of an effect. */
  static boolean removes(Effect effect) {
    return removes(effect.verb(), effect.reversibility(), effect.environment());
  }

  private static boolean removes(Verb verb, Reversibility reversibility, Environment environment) {
    // An agent's own checkout is its to tidy up, and comes back from version control.
    return environment != Environment.WORKSPACE
        && reversibility != Reversibility.REVERSIBLE
        && (verb == Verb.DELETE || verb == Verb.REPLACE || verb == Verb.DISARM);
  }
}
