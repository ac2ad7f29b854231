package io.countersign.cli.batch;

import io.countersign.problem.Code;
import java.util.Locale;

/** What can be wrong with a line, besides not being JSON. */
public enum BatchCode implements Code {
  /** The line is longer than {@link LineReader#MAX_LINE}. */
  LINE_TOO_LONG,
  /** The line is JSON, but no object. */
  NOT_AN_OBJECT,
  /** A member that every call has is not there. */
  MEMBER_MISSING,
  /** A member has another type than it should. */
  MEMBER_MISTYPED;

  @Override
  public String id() {
    return "batch-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
