/**
 * Runs a shell text without running it: walks the tree, keeps what is known of variables,
 * directory, functions and streams, and asks programs for their effects. What may run counts; what
 * cannot be known is unresolved with its place. Start at {@link
 * io.countersign.shell.interp.Interpreter}; {@code Commands} runs simple commands, {@code Builtins}
 * the shell's own, {@code Wrappers} programs that run other commands, {@code Outputs} what commands
 * print.
 */
@NullMarked
package io.countersign.shell.interp;

import org.jspecify.annotations.NullMarked;
