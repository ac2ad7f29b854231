/**
 * What a shell text says: commands, words and the parts of words, as records. Every {@link
 * io.countersign.shell.tree.Node} knows its place in the text it was read from. Nothing here knows
 * how it was read (that is the syntax package) or what it would do. Start at {@link
 * io.countersign.shell.tree.Command}, then {@link io.countersign.shell.tree.Part}.
 */
@NullMarked
package io.countersign.shell.tree;

import org.jspecify.annotations.NullMarked;
