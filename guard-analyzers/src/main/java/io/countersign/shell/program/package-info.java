/**
 * What programs do, as data. Each program has a description in a resource file (docs/programs.md
 * gives the form): the grammar of its options, its subcommands, and rules that say which effects a
 * command has. In: an {@link io.countersign.shell.command.Argv} and a {@link
 * io.countersign.shell.command.Scope}. Out: an {@link io.countersign.analysis.Analysis}. Start
 * reading at {@link io.countersign.shell.program.StandardPrograms}; a command goes through {@link
 * io.countersign.shell.program.ArgumentReader} (words to a {@link
 * io.countersign.shell.program.CommandLine}) and {@link
 * io.countersign.shell.program.DescribedProgram} (rules to effects).
 */
@NullMarked
package io.countersign.shell.program;

import org.jspecify.annotations.NullMarked;
