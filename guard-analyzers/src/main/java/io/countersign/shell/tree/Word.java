package io.countersign.shell.tree;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import java.util.Optional;

/**
 * One word as it is written; expansion can make none, one or many of it.
 *
 * @param parts in order, never empty for a word that was read
 */
public record Word(Span span, ImmutableList<Part> parts) implements Node {

  /** The text of a word without any quoting or expansion; reserved words and aliases are such. */
  public Optional<String> unquoted() {
    return parts.size() == 1 && parts.get(0) instanceof Part.Literal literal
        ? Optional.of(literal.text())
        : Optional.empty();
  }
}
