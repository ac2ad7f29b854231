package io.countersign.shell.syntax;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a part of a shell text could not be read. */
public enum SyntaxCode implements Code {
  SYNTAX_ERROR,
  /** A quote, a substitution or a compound command has no end. */
  UNTERMINATED,
  HEREDOC_UNTERMINATED,
  NESTED_TOO_DEEP,
  INPUT_TOO_LARGE,
  NODES_TOO_MANY,
  /** So much of the text had to be read twice that the time would no longer be linear. */
  TOO_AMBIGUOUS,
  NUL_CHARACTER;

  @Override
  public String id() {
    return "shell-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
