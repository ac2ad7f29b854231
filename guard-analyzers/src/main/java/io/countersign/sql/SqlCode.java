package io.countersign.sql;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps SQL from being judged. */
public enum SqlCode implements Code {
  /** A statement of no kind that is documented for the dialect. */
  STATEMENT_UNKNOWN,
  /** A quote, comment or body that does not end. */
  TEXT_UNFINISHED,
  /** A statement that is put together only when it runs. */
  DYNAMIC,
  /** A routine or a prepared statement whose body is not in the call. */
  ROUTINE_OPAQUE,
  /** A file or a command that the text pulls in. */
  SCRIPT_OPAQUE,
  /** A WHERE that could not be read, so nobody knows how many rows it chooses. */
  PREDICATE_UNREAD,
  /** Statements inside statements, deeper than {@link SqlAnalyzer#MAX_DEPTH}. */
  NESTED_TOO_DEEP;

  @Override
  public String id() {
    return "sql-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
