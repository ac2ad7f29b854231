package io.countersign.policy;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a policy did not answer, or why its answer cannot be used. */
public enum PolicyCode implements Code {
  /** The policy does not load. */
  NOT_LOADABLE,
  /** It calls a builtin function that the engine does not have. */
  BUILTIN_MISSING,
  /** The input is no JSON tree that every engine reads alike: nested too deep, too large, NaN. */
  INPUT_UNREADABLE,
  /** It does not define an answer for this input. */
  RESULT_UNDEFINED,
  /** The answer does not have the form of docs/schemas/policy-verdict.schema.json. */
  VERDICT_MALFORMED,
  /** It asks for fewer approvals than a call of this severity may have. */
  REQUIREMENT_TOO_WEAK,
  /** It took too long. */
  TIMED_OUT,
  /** Too many decisions were waiting for it. */
  OVERLOADED,
  /** It needed too much memory. */
  OUT_OF_MEMORY,
  /** The evaluation failed. */
  EVALUATION_FAILED,
  /** Two engines gave different answers. */
  ENGINES_DISAGREE,
  /** The engine was closed. */
  ENGINE_CLOSED;

  @Override
  public String id() {
    return "policy-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
