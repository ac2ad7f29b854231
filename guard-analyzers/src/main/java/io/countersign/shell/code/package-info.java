/**
 * Short programs in other languages that a command line carries: {@code python -c}, {@code node
 * -e}, a here-document for {@code ruby}. Not a compiler: a tokeniser for each language, constants
 * folded over the tokens, and a table of the calls that destroy or run something ({@code
 * calls.tsv}). In: the text and a scope. Out: the effects of the calls that are known, and that the
 * rest runs. Start at {@link io.countersign.shell.code.InlineCode}.
 */
@NullMarked
package io.countersign.shell.code;

import org.jspecify.annotations.NullMarked;
