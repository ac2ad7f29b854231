/**
 * All analyzers of this module in one list: {@link io.countersign.analyzers.StandardAnalyzers}. The
 * analyzers of languages and APIs have packages of their own; here live only those for the plain
 * tools that coding agents bring along (reading and writing files, notes, searches).
 */
@NullMarked
package io.countersign.analyzers;

import org.jspecify.annotations.NullMarked;
