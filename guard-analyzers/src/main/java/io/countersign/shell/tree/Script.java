package io.countersign.shell.tree;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;

/**
 * A whole text, or the inside of a substitution.
 *
 * @param commands in order; those that {@code &} sends to the background are {@link
 *     Command.Background}
 */
public record Script(Span span, ImmutableList<Command> commands) implements Node {}
