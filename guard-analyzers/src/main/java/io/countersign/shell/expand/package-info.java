/**
 * What a word becomes. In: a word of the tree and what is known of the variables. Out: {@link
 * io.countersign.shell.expand.Value}s, in which what nobody can know stays a piece with a place and
 * a reason. Nothing here runs a command; the interpreter hands in what a substitution gives.
 */
@NullMarked
package io.countersign.shell.expand;

import org.jspecify.annotations.NullMarked;
