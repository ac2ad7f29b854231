package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.expand.Variable;
import io.countersign.shell.tree.Assignment;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Word;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code export}, {@code declare} and their kin, whose arguments are assignments. */
final class Declarations {

  private static final ImmutableSet<String> NAMES =
      ImmutableSet.of("export", "declare", "typeset", "local", "readonly");

  /** Arrays with more elements count as unknown. */
  private static final int MAX_ELEMENTS = 10_000;

  private Declarations() {}

  static boolean declares(Value name) {
    return name.constant().filter(NAMES::contains).isPresent();
  }

  /** Whether the word is an assignment that is expanded as such and not as an argument. */
  static boolean isDeclared(Command.Simple command, Word word) {
    return command.words().size() > 1
        && command.words().get(0) != word
        && command.words().get(0).unquoted().filter(NAMES::contains).isPresent();
  }

  static void run(Shell shell, Command.Simple command) {
    boolean export = command.words().get(0).unquoted().filter("export"::equals).isPresent();
    for (Word word : command.words().subList(1, command.words().size())) {
      Optional<Assignment> assignment = assignment(shell, word);
      String name;
      if (assignment.isPresent()) {
        shell.commands.assign(assignment.get());
        name = assignment.get().name();
      } else {
        Value value = shell.expander.value(word);
        name = value.constant().orElse("");
        if (name.startsWith("-") || name.startsWith("+")) {
          export |= name.startsWith("-") && name.contains("x");
          continue;
        }
        int equals = name.indexOf('=');
        if (equals > 0) {
          shell.assign(
              name.substring(0, equals),
              Variable.of(Value.of(word.span(), name.substring(equals + 1))));
          name = name.substring(0, equals);
        } else if (!export
            && !name.isEmpty()
            && !command.words().get(0).unquoted().filter("readonly"::equals).isPresent()
            && shell.variable(name).isEmpty()) {
          shell.assign(name, new Variable(ImmutableMap.of(), false, false));
        }
      }
      if (export && !name.isEmpty()) {
        shell.export(name);
      }
    }
  }

  private static Optional<Assignment> assignment(Shell shell, Word word) {
    if (word.parts().isEmpty() || !(word.parts().get(0) instanceof Part.Literal first)) {
      return Optional.empty();
    }
    int equals = first.text().indexOf('=');
    if (equals <= 0 || first.text().startsWith("-")) {
      return Optional.empty();
    }
    boolean append = first.text().charAt(equals - 1) == '+';
    String name = first.text().substring(0, append ? equals - 1 : equals);
    ImmutableList.Builder<Part> rest = ImmutableList.builder();
    if (equals + 1 < first.text().length()) {
      rest.add(new Part.Literal(first.span(), first.text().substring(equals + 1)));
    }
    rest.addAll(word.parts().subList(1, word.parts().size()));
    return Optional.of(
        new Assignment(
            word.span(), name, ImmutableList.of(), append, new Word(word.span(), rest.build())));
  }

  static Variable array(Shell shell, Part.ArrayLiteral literal, Optional<Variable> before) {
    Map<String, Value> elements = new LinkedHashMap<>();
    before.ifPresent(v -> elements.putAll(v.elements()));
    int next = elements.size();
    boolean open = before.filter(Variable::open).isPresent();
    boolean many = false;
    for (Word word : literal.elements()) {
      if (word.parts().get(0) instanceof Part.Literal first
          && first.text().startsWith("[")
          && word.parts().size() > 1
          && closing(word) > 0) {
        int close = closing(word);
        Value key =
            shell.expander.text(word.span(), ImmutableList.copyOf(word.parts().subList(1, close)));
        Value value =
            shell.expander.value(
                new Word(
                    word.span(),
                    ImmutableList.copyOf(word.parts().subList(close + 1, word.parts().size()))));
        open |= key.constant().isEmpty();
        key.constant().ifPresent(k -> elements.put(k, value));
        continue;
      }
      for (Value value : shell.expander.words(word)) {
        open |=
            value.firstUnknown().filter(Piece.Unknown::splits).isPresent()
                && value.pieces().size() == 1;
        if (next < MAX_ELEMENTS) {
          elements.put(Integer.toString(next++), value);
        } else {
          many = true;
        }
      }
    }
    if (many) {
      return new Variable(ImmutableMap.of(), true, true);
    }
    return new Variable(ImmutableMap.copyOf(elements), true, open && elements.isEmpty());
  }

  private static int closing(Word word) {
    for (int i = 1; i < word.parts().size(); i++) {
      if (word.parts().get(i) instanceof Part.Literal literal && literal.text().endsWith("]=")) {
        return literal.text().equals("]=") ? i : -1;
      }
    }
    return -1;
  }
}
