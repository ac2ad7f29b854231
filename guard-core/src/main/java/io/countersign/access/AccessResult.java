package io.countersign.access;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Effect;
import org.jspecify.annotations.Nullable;

/**
 * Whether the whole chain holds the rights.
 *
 * @param missing what is missing, and at which hop; empty when every hop holds every right
 * @param broader roles that allow more than this task needs; a warning, not a refusal
 */
public record AccessResult(ImmutableList<Missing> missing, ImmutableList<Broader> broader) {

  /** Whether nothing is missing. */
  public boolean granted() {
    return missing.isEmpty();
  }

  /**
   * A right that a hop does not hold.
   *
   * @param hop who, as {@code agent:kiro}
   * @param effect for what, or null when the hop itself is unknown
   * @param code why
   */
  public record Missing(String hop, @Nullable Effect effect, AccessCode code) {}

  /**
   * A hop whose right to have an effect is wider than the task's.
   *
   * @param hop who
   * @param role the role that carries the wide right
   * @param effect the effect that it was found by
   */
  public record Broader(String hop, String role, Effect effect) {}
}
