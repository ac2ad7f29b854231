package io.countersign.cloud.gcp;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a call of a Google API from being judged. */
enum GcpCode implements Code {
  /** No API has this method. */
  METHOD_UNKNOWN,
  /** What it does is decided by a parameter whose value is not known. */
  PARAMETER_UNRESOLVED,
  /** What it does is written in a statement or a configuration that is not at hand. */
  CONTENT_ELSEWHERE;

  @Override
  public String id() {
    return "gcp-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
