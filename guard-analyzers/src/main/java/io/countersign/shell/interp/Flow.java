package io.countersign.shell.interp;

/** Whether the next command of a list runs. */
enum Flow {
  ON,
  /** {@code break} or {@code continue}. */
  LEAVES_LOOP,
  /** {@code return}. */
  LEAVES_FUNCTION,
  /** {@code exit}, or {@code exec} of a program. */
  LEAVES_SHELL
}
