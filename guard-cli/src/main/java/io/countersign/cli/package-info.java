/**
 * The {@code countersign} command: {@link io.countersign.cli.Countersign} is the program, a command
 * is a class. Commands print what a person or a program asked for on standard output, everything
 * else on standard error, and end with a code of {@link io.countersign.cli.Exit}. A module that is
 * on the class path adds a command as {@link io.countersign.cli.CommandProvider}.
 */
@NullMarked
package io.countersign.cli;

import org.jspecify.annotations.NullMarked;
