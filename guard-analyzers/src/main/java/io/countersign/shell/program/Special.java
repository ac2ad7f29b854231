package io.countersign.shell.program;

import io.countersign.analysis.Analysis;

/** What a description cannot say, in Java: {@code java NAME} in a description. */
@FunctionalInterface
interface Special {

  /** Effects of a command whose options are read already. */
  Analysis effects(CommandLine line);
}
