/**
 * Command lines. In: a call of a shell tool. Out: what it would really do. {@link
 * io.countersign.shell.ShellAnalyzer} is the only way in; the way of a command line is syntax (text
 * to tree), interp (tree to commands, with expand for words), command (the seam to programs) and
 * path (what a path means).
 */
@NullMarked
package io.countersign.shell;

import org.jspecify.annotations.NullMarked;
