package io.countersign.shell.interp;

import io.countersign.shell.tree.Assignment;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Redirect;
import io.countersign.shell.tree.Word;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the variables that words read and that commands set, without running anything. */
final class References {

  private References() {}

  /** Variables that a simple command reads directly. */
  static Set<String> readBy(Command.Simple command) {
    Set<String> names = new LinkedHashSet<>();
    for (Word word : command.words()) {
      parts(word.parts(), names);
    }
    for (Assignment assignment : command.assignments()) {
      parts(assignment.value().parts(), names);
      parts(assignment.subscript(), names);
    }
    for (Redirect redirect : command.redirects()) {
      if (redirect instanceof Redirect.Simple simple) {
        parts(simple.target().parts(), names);
      } else if (redirect instanceof Redirect.HereDocument document) {
        parts(document.body(), names);
      }
    }
    return names;
  }

  private static void parts(List<Part> parts, Set<String> names) {
    for (Part part : parts) {
      if (part instanceof Part.Parameter parameter) {
        names.add(parameter.name());
        parts(parameter.argument(), names);
        parts(parameter.second(), names);
      } else if (part instanceof Part.DoubleQuoted quoted) {
        parts(quoted.parts(), names);
      } else if (part instanceof Part.ArithmeticExpansion arithmetic) {
        parts(arithmetic.expression(), names);
      } else if (part instanceof Part.ArrayLiteral array) {
        for (Word element : array.elements()) {
          parts(element.parts(), names);
        }
      }
    }
  }

  /**
   * What a search came to.
   *
   * @param names variables; a new set
   * @param commands how many commands were looked at
   */
  record Found(Set<String> names, long commands) {}

  /** Variables that commands may set, at any depth. */
  static Found setBy(List<Command> commands) {
    Collector collector = new Collector();
    commands.forEach(collector::collect);
    return new Found(collector.names, collector.commands);
  }

  private static final class Collector {
    private final Set<String> names = new LinkedHashSet<>();
    private long commands;

    private void collect(Command command) {
      commands++;
      if (command instanceof Command.Simple simple) {
        for (Assignment assignment : simple.assignments()) {
          names.add(assignment.name());
        }
        String name = simple.words().isEmpty() ? "" : simple.words().get(0).unquoted().orElse("");
        if (SETTERS.contains(name)) {
          for (Word word : simple.words()) {
            String text = word.parts().isEmpty() ? "" : literal(word.parts().get(0));
            int equals = text.indexOf('=');
            names.add(equals < 0 ? text : text.substring(0, equals).replace("+", ""));
          }
        }
      } else if (command instanceof Command.Pipeline pipeline) {
        if (pipeline.stages().size() == 1) {
          collect(pipeline.stages().get(0));
        }
      } else if (command instanceof Command.AndOr list) {
        collect(list.first());
        list.rest().forEach(link -> collect(link.command()));
      } else if (command instanceof Command.Group group) {
        group.body().forEach(this::collect);
      } else if (command instanceof Command.If choice) {
        for (Command.Branch branch : choice.branches()) {
          branch.condition().forEach(this::collect);
          branch.body().forEach(this::collect);
        }
        choice.otherwise().forEach(this::collect);
      } else if (command instanceof Command.Loop loop) {
        loop.condition().forEach(this::collect);
        loop.body().forEach(this::collect);
      } else if (command instanceof Command.For loop) {
        names.add(loop.name());
        loop.body().forEach(this::collect);
      } else if (command instanceof Command.ArithmeticFor loop) {
        loop.body().forEach(this::collect);
      } else if (command instanceof Command.Case choice) {
        choice.arms().forEach(arm -> arm.body().forEach(this::collect));
      } else if (command instanceof Command.Redirected redirected) {
        collect(redirected.command());
      }
    }
  }

  private static final Set<String> SETTERS =
      Set.of(
          "export", "declare", "local", "readonly", "typeset", "read", "unset", "let", "mapfile");

  private static String literal(Part part) {
    return part instanceof Part.Literal literal ? literal.text() : "";
  }
}
