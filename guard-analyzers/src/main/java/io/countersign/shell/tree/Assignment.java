package io.countersign.shell.tree;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;

/**
 * {@code name=value} before a command, or alone.
 *
 * @param subscript of {@code name[subscript]=value}; empty when there is none
 * @param append whether it is {@code +=}
 * @param value the right side; no parts when nothing follows; one {@link Part.ArrayLiteral} for an
 *     array
 */
public record Assignment(
    Span span, String name, ImmutableList<Part> subscript, boolean append, Word value)
    implements Node {}
