package io.countersign.shell.program;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the right side of a rule (docs/programs.md, effects). */
final class Actions {

  /** What a word stands for when nothing else is said. */
  private record Shape(Verb verb, Reversibility reversibility, Reach reach) {}

  private static final ImmutableMap<String, Shape> SHAPES =
      ImmutableMap.<String, Shape>builder()
          .put("read", new Shape(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM))
          .put("create", new Shape(Verb.CREATE, Reversibility.REVERSIBLE, Reach.RESOURCE))
          .put("change", new Shape(Verb.UPDATE, Reversibility.REVERSIBLE, Reach.RESOURCE))
          .put("update", new Shape(Verb.UPDATE, Reversibility.RECOVERABLE, Reach.RESOURCE))
          .put("stop", new Shape(Verb.UPDATE, Reversibility.RECOVERABLE, Reach.RESOURCE))
          .put("rewrite", new Shape(Verb.UPDATE, Reversibility.IRREVERSIBLE, Reach.RESOURCE))
          .put("remove", new Shape(Verb.DELETE, Reversibility.RECOVERABLE, Reach.ITEM))
          .put("uninstall", new Shape(Verb.DELETE, Reversibility.REVERSIBLE, Reach.RESOURCE))
          .put("delete", new Shape(Verb.DELETE, Reversibility.RECOVERABLE, Reach.RESOURCE))
          .put("destroy", new Shape(Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.RESOURCE))
          .put("replace", new Shape(Verb.REPLACE, Reversibility.RECOVERABLE, Reach.RESOURCE))
          .put("disarm", new Shape(Verb.DISARM, Reversibility.RECOVERABLE, Reach.RESOURCE))
          .put("grant", new Shape(Verb.GRANT, Reversibility.RECOVERABLE, Reach.ITEM))
          .put("run", new Shape(Verb.EXECUTE, Reversibility.REVERSIBLE, Reach.RESOURCE))
          .put("execute", new Shape(Verb.EXECUTE, Reversibility.UNKNOWN, Reach.UNKNOWN))
          .put("send", new Shape(Verb.SEND, Reversibility.RECOVERABLE, Reach.ITEM))
          .buildOrThrow();

  private Actions() {}

  static Action read(List<String> words) {
    String kind = words.get(0);
    List<String> rest = words.subList(1, words.size());
    for (FileAction action : FileAction.values()) {
      if (action.word().equals(kind)) {
        return new Action.Files(action, refs(rest));
      }
    }
    return switch (kind) {
      case "none" -> new Action.Nothing();
      case "self" -> new Action.Self();
      case "unresolved" -> unknown(rest);
      case "shell" -> new Action.Shell(Ref.parse(rest.get(0)));
      case "script" -> new Action.Script(Ref.parse(rest.get(0)));
      case "command" -> new Action.Command(Ref.parse(rest.get(0)).index());
      case "as" -> as(rest);
      case "code" -> code(rest.get(0), Ref.parse(rest.get(1)));
      case "java" -> new Action.Java(rest.get(0));
      case "call" -> new Action.Call(rest.get(0), arguments(rest.subList(1, rest.size())));
      case "input" ->
          new Action.FromInput(
              rest.get(0),
              rest.size() > 1 ? rest.get(1) : "",
              arguments(rest.subList(Math.min(2, rest.size()), rest.size())));
      default -> does(kind, rest);
    };
  }

  private static Action as(List<String> words) {
    String last = words.get(words.size() - 1);
    boolean placed = Ref.isRef(last);
    return new Action.As(
        ImmutableList.copyOf(placed ? words.subList(0, words.size() - 1) : words),
        placed ? Ref.parse(last).index() : 1);
  }

  private static Action code(String interpreter, Ref text) {
    String option =
        switch (interpreter) {
          case "python3" -> "-c";
          case "php" -> "-r";
          case "ruby", "node", "perl" -> "-e";
          default -> throw new IllegalArgumentException("no such interpreter: " + interpreter);
        };
    return new Action.Code(interpreter, option, text);
  }

  private static Action unknown(List<String> rest) {
    String what =
        rest.isEmpty() ? "What this runs or changes is not written in the call" : rest.get(0);
    return new Action.Unknown(
        what, rest.size() > 1 ? rest.get(1) : "Show what it would do, or ask for approval.");
  }

  private static ImmutableList<Ref> refs(List<String> words) {
    return words.stream().map(Ref::parse).collect(ImmutableList.toImmutableList());
  }

  private static ImmutableMap<String, Object> arguments(List<String> words) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String value = word.substring(equals + 1);
      Object argument =
          value.startsWith("@")
              ? new FileRef(Ref.parse(value.substring(1)))
              : Ref.isRef(value) ? Ref.parse(value) : value;
      arguments.put(word.substring(0, equals), argument);
    }
    return ImmutableMap.copyOf(arguments);
  }

  private static Action does(String kind, List<String> rest) {
    Shape shape = SHAPES.get(kind);
    if (shape == null) {
      throw new IllegalArgumentException("no such effect: " + kind);
    }
    Reversibility reversibility = shape.reversibility();
    Reach reach = shape.reach();
    String operation = "";
    String because = "";
    String instead = "";
    String type = "";
    List<Ref> ids = new ArrayList<>();
    for (String word : rest) {
      Reversibility hard = reversibility(word);
      Reach wide = reach(word);
      if (hard != null) {
        reversibility = hard;
      } else if (wide != null) {
        reach = wide;
      } else if (word.startsWith("op=")) {
        operation = word.substring(3);
      } else if (word.startsWith("because=")) {
        because = word.substring(8);
      } else if (word.startsWith("instead=")) {
        instead = word.substring(8);
      } else if (Ref.isRef(word)) {
        ids.add(Ref.parse(word));
      } else if (type.isEmpty()) {
        type = word;
      } else {
        throw new IllegalArgumentException("what is " + word + "?");
      }
    }
    return new Action.Does(
        operation,
        shape.verb(),
        reversibility,
        reach,
        type,
        ImmutableList.copyOf(ids),
        because,
        instead);
  }

  private static @Nullable Reversibility reversibility(String word) {
    return switch (word) {
      case "reversible", "recoverable", "irreversible" ->
          Reversibility.valueOf(word.toUpperCase(Locale.ROOT));
      default -> null;
    };
  }

  private static @Nullable Reach reach(String word) {
    return switch (word) {
      case "item", "selection", "resource", "environment", "account" ->
          Reach.valueOf(word.toUpperCase(Locale.ROOT));
      default -> null;
    };
  }
}
