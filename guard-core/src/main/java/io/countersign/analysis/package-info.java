/**
 * What a call would do. In: a {@link io.countersign.call.FrozenCall}. Out: an {@link
 * io.countersign.analysis.Analysis}, which is a list of {@link io.countersign.analysis.Effect}s and
 * of everything that could not be read off the call. Start at {@link
 * io.countersign.analysis.Analyzers}; a language or an API is one {@link
 * io.countersign.analysis.Analyzer}, and those live in the module guard-analyzers.
 */
@NullMarked
package io.countersign.analysis;

import org.jspecify.annotations.NullMarked;
