package io.countersign.shell.syntax;

import io.countersign.shell.tree.Assignment;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Redirect;
import io.countersign.shell.tree.Script;
import io.countersign.shell.tree.Word;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists every simple command that has a name, wherever it stands, in the order of the text. */
final class SimpleCommands {

  private SimpleCommands() {}

  private record Found(int start, String name) {}

  static List<String> names(Script script, String text) {
    List<Found> found = new ArrayList<>();
    walk(script, text, found);
    return found.stream().sorted(Comparator.comparingInt(Found::start)).map(Found::name).toList();
  }

  private static void walk(Object node, String text, List<Found> found) {
    if (node instanceof Command.Simple simple && !simple.words().isEmpty()) {
      Word name = simple.words().get(0);
      found.add(new Found(name.span().start(), name.span().in(text)));
    }
    if (node instanceof Redirect.HereDocument document) {
      walk(document.delimiter(), text, found);
      document.body().forEach(p -> walk(p, text, found));
    } else if (node instanceof Iterable<?> many) {
      many.forEach(one -> walk(one, text, found));
    } else if (node instanceof Record one
        && (node instanceof Script
            || node instanceof Command
            || node instanceof Command.Link
            || node instanceof Command.Branch
            || node instanceof Command.Arm
            || node instanceof Word
            || node instanceof Part
            || node instanceof Redirect
            || node instanceof Assignment)) {
      for (RecordComponent component : one.getClass().getRecordComponents()) {
        try {
          walk(component.getAccessor().invoke(one), text, found);
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
