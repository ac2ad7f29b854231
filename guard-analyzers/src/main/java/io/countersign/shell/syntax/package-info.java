/**
 * Reads POSIX shell and bash, and writes it back. {@link io.countersign.shell.syntax.Parser} takes
 * a text and gives the tree of io.countersign.shell.tree; {@link
 * io.countersign.shell.syntax.Printer} goes the other way and never sees the parser. Reading is one
 * pass of recursive descent over characters: {@code Cursor} knows places and limits, {@code
 * WordReader} words and what is inside them, {@code CommandReader} everything that is made of
 * words. No text makes it throw: what cannot be read becomes an opaque command and a problem.
 */
@NullMarked
package io.countersign.shell.syntax;

import org.jspecify.annotations.NullMarked;
