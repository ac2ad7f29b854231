package io.countersign.json;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a JSON text was refused. */
public enum JsonCode implements Code {
  /** Not JSON at all, or cut short. */
  NOT_JSON,
  /** A second value, or other text, after the first. */
  TRAILING_TEXT,
  /** One object names a member twice. */
  DUPLICATE_KEY,
  /** Half of a UTF-16 surrogate pair (RFC 7493, 2.1). */
  LONE_SURROGATE,
  /** NaN or an infinity (RFC 8785, 3.2.2.3). */
  NUMBER_NOT_FINITE,
  /** A number that an IEEE 754 double cannot hold (RFC 7493, 2.2). */
  NUMBER_NOT_EXACT,
  TOO_DEEP,
  TOO_LARGE,
  /** A tree holds a node that is no JSON value, such as a binary or a Java object. */
  NOT_A_JSON_VALUE;

  @Override
  public String id() {
    return "json-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
