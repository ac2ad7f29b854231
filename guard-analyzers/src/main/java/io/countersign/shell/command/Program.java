package io.countersign.shell.command;

import io.countersign.analysis.Analysis;

/**
 * Knows what one program does. Duties:
 *
 * <ol>
 *   <li>The answer depends on the arguments and the scope only.
 *   <li>What cannot be read is unresolved with its span; never a guess, never an exception.
 *   <li>The work grows linearly with the arguments.
 * </ol>
 */
@FunctionalInterface
public interface Program {

  /** Says what the command would do. */
  Analysis effects(Argv argv, Scope scope);
}
