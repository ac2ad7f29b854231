package io.countersign.rego.plan;

import io.countersign.rego.problem.Place;

/**
 * A plan in few bytes that are quick to read, for a process that decides one call: reading {@code
 * plan.json} takes a third of what such a process does. Nothing is left out. Made from a plan when
 * a policy is built, by the same version that reads it; not a format to keep or to send.
 */
public final class PackedPlan {

  /** Changes with the form, so that another version is refused and not misread. */
  static final int VERSION = 1;

  static final int LOCAL = 0;
  static final int TEXT = 1;
  static final int TRUE = 2;
  static final int FALSE = 3;

  private PackedPlan() {}

  /** The bytes of a plan. */
  public static byte[] write(PolicyPlan plan) {
    return PackedPlanWriter.write(plan);
  }

  /**
   * The plan of bytes.
   *
   * @throws io.countersign.rego.problem.RegoException {@code rego-plan-malformed}
   */
  public static PolicyPlan read(byte[] bytes) {
    try {
      return PackedPlanReader.read(bytes);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | StackOverflowError e) {
      throw PlanReader.malformed(
          "the packed plan is damaged, or of another version", Place.UNKNOWN);
    }
  }
}
