/**
 * The seam between the shell and the programs it starts. The interpreter resolves a simple command
 * to an {@link io.countersign.shell.command.Argv} and a {@link io.countersign.shell.command.Scope},
 * looks the program up in {@link io.countersign.shell.command.Programs} and asks it for its
 * effects. Programs that carry a command inward hand it to {@link
 * io.countersign.shell.command.Inner}.
 */
@NullMarked
package io.countersign.shell.command;

import org.jspecify.annotations.NullMarked;
