package io.countersign.shell.program;

import com.google.common.collect.ImmutableList;
import io.countersign.call.Fact;
import org.jspecify.annotations.Nullable;

/**
 * One option of a program.
 *
 * @param names all its spellings with their dashes; the first is what rules are told
 * @param arity what follows it
 * @param fact what its value says about the place, or null
 */
record Option(ImmutableList<String> names, Arity arity, @Nullable Fact fact) {

  /** What follows an option. */
  enum Arity {
    /** Nothing. */
    NONE,
    /** A value, attached or as the next word. */
    REQUIRED,
    /** A value, if it is attached. */
    OPTIONAL,
    /** All following words up to the next option. */
    MANY
  }

  String name() {
    return names.get(0);
  }
}
