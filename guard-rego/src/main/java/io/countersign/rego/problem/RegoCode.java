package io.countersign.rego.problem;

import java.util.Locale;

/**
 * Every way in which loading or evaluating can fail. Cause and cure of each: docs/codes/rego.md.
 */
public enum RegoCode {
  /** The bundle is no directory or tar.gz that can be read, or lacks plan.json. */
  BUNDLE_MALFORMED,
  /** The bundle has more or larger entries than its limits allow. */
  BUNDLE_TOO_LARGE,
  /** An entry of the bundle has a path that leaves it, or is a link. */
  BUNDLE_PATH_ESCAPES,
  /** The data is malformed, or lies outside the bundle's roots. */
  DATA_MALFORMED,
  /** The plan has a shape that this evaluator does not know. */
  PLAN_MALFORMED,
  /** The plan calls a builtin that is not provided. */
  BUILTIN_MISSING,
  /** There is no entry point of that name. */
  ENTRYPOINT_MISSING,
  /** The input is malformed or beyond its limits. */
  INPUT_MALFORMED,
  /** A complete rule or a function has two different results. */
  CONFLICT_RULE,
  /** An object has two different values for one key. */
  CONFLICT_OBJECT_KEY,
  /** A builtin failed in strict mode. */
  BUILTIN_FAILED,
  /** The deadline passed. */
  BUDGET_DEADLINE,
  /** The evaluation took more steps than allowed. */
  BUDGET_STEPS,
  /** The evaluation made more values than allowed. */
  BUDGET_MEMORY,
  /** Calls nested more deeply than allowed. */
  BUDGET_DEPTH,
  /** The result is larger than allowed. */
  BUDGET_RESULT,
  /** The thread was interrupted; its flag is left set. */
  INTERRUPTED,
  /** The evaluator failed in a way it should not have. */
  INTERNAL;

  /** Stable for ever: the log field and the heading in docs/codes/rego.md. */
  public String id() {
    return "rego-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
