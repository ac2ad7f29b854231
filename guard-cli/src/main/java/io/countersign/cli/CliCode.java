package io.countersign.cli;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a command from doing what it was asked. */
public enum CliCode implements Code {
  /** A voter was named on the command line, and the configuration does not allow that. */
  AS_NOT_ALLOWED,
  /** The digest is no prefix of at least 12 hexadecimal digits. */
  DIGEST_TOO_SHORT,
  /** A vote was asked for without a digest, and nobody sits at a terminal to be shown one. */
  DIGEST_MISSING,
  /** The beginning of an id fits several requests. */
  ID_AMBIGUOUS;

  @Override
  public String id() {
    return "cli-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
