package io.countersign.shell.command;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Optional;

/**
 * A simple command after expansion: the program and its arguments. Redirections and assignments are
 * already taken care of.
 *
 * @param span the whole simple command
 * @param program the name that the program is known by: base name without directory and {@code
 *     .exe}
 * @param words the program as written, then the arguments; never empty
 */
public record Argv(Span span, String program, ImmutableList<Value> words) {

  public Argv {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command has at least a name");
    }
  }

  public Argv(Span span, List<Value> words) {
    this(span, nameOf(words.get(0)), ImmutableList.copyOf(words));
  }

  /** How many arguments there are, without the program. */
  public int count() {
    return words.size() - 1;
  }

  /** The arguments without the program. */
  public ImmutableList<Value> arguments() {
    return words.subList(1, words.size());
  }

  /** Argument {@code index}, counted from 1 as the shell does; 0 is the program as written. */
  public Value get(int index) {
    return words.get(index);
  }

  /** The text of an argument if it exists and is known. */
  public Optional<String> constant(int index) {
    return index < words.size() ? words.get(index).constant() : Optional.empty();
  }

  /** The command that begins at an argument; what a wrapper runs. */
  public Argv from(int index) {
    ImmutableList<Value> rest = words.subList(index, words.size());
    return new Argv(
        new Span(
            Math.min(rest.get(0).span().start(), span.end()),
            Math.max(rest.get(0).span().start(), span.end())),
        rest);
  }

  /** Base name of a program's path, empty when it is not known. */
  public static String nameOf(Value word) {
    String path = word.constant().orElse("");
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
  }
}
