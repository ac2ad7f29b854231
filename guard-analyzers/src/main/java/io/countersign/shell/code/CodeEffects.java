package io.countersign.shell.code;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Target;
import io.countersign.shell.path.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the calls of {@link CallTable} do. */
final class CodeEffects {

  private final Reading reading;
  private final Scope scope;
  private final Function<String, Analysis> again;

  CodeEffects(Reading reading, Scope scope, Function<String, Analysis> again) {
    this.reading = reading;
    this.scope = scope;
    this.again = again;
  }

  Analysis of(CallTable.Row row, String chain, int nameAt, List<int[]> arguments) {
    Value first = argument(row, 0, arguments);
    return switch (row.action()) {
      case "delete" -> deleted(row, arguments, first, false);
      case "tree" -> deleted(row, arguments, first, true);
      case "rm" -> deleted(row, arguments, first, mentions(arguments, "recursive"));
      case "delete-self" -> delete(self(nameAt), false);
      case "tree-self" -> delete(self(nameAt), true);
      case "write-self" -> write(self(nameAt), false);
      case "write" -> write(first, false);
      case "append" -> write(first, true);
      case "empty" -> FileEffects.empty(Targets.of(first, scope), scope);
      case "move" -> moved(first, argument(row, 1, arguments));
      case "julia-open" -> juliaOpen(row, arguments);
      case "copy" -> write(argument(row, 0, arguments), false);
      case "open", "perl-open" -> open(row, arguments);
      case "shell" -> shell(first);
      case "process" -> process(row, arguments);
      case "words" -> words(arguments, index(row, 0));
      case "run" ->
          arguments.size() == 1 && list(arguments.get(0)).isEmpty()
              ? shell(first(arguments))
              : words(arguments, 0);
      case "spawn" -> spawn(row, arguments);
      case "list" -> each(arguments, false);
      case "trees" -> each(arguments, true);
      case "mapped" ->
          first.is("unlink") ? delete(argument(row, 1, arguments), false) : Analysis.NOTHING;
      case "code" -> code(first);
      case "file" ->
          Analysis.unresolved(InlineCode.opaque(first.span(), "it runs `" + first.shown() + "`"));
      case "sql" -> sql(first);
      case "http-delete" -> http("DELETE", first);
      case "http" -> http(method(row, arguments), argument(row, 1, arguments));
      case "fetch" -> mentionsText(arguments, "DELETE") ? http("DELETE", first) : Analysis.NOTHING;
      case "word" -> word(chain, chain.substring(chain.lastIndexOf('.') + 1));
      case "many" -> many(chain, arguments);
      case "shelljs" ->
          each(arguments.size() > 1 ? arguments.subList(1, arguments.size()) : arguments, true);
      default -> Analysis.NOTHING;
    };
  }

  /** One path, or each of a list. */
  private Analysis deleted(CallTable.Row row, List<int[]> arguments, Value first, boolean tree) {
    int index = index(row, 0);
    return index < arguments.size() && list(arguments.get(index)).isPresent()
        ? each(List.of(arguments.get(index)), tree)
        : delete(first, tree);
  }

  private static int index(CallTable.Row row, int which) {
    String argument = row.argument(which);
    return argument.matches("[0-9]+") ? Integer.parseInt(argument) : 0;
  }

  private Value argument(CallTable.Row row, int which, List<int[]> arguments) {
    int index = index(row, which);
    if (index >= arguments.size() || row.argument(which).isEmpty()) {
      return reading.unknown("argument");
    }
    int[] range = arguments.get(index);
    boolean named =
        range[1] - range[0] > 2
            && reading.is(range[0] + 1, "=")
            && reading.tokens.get(range[0]).isName();
    return reading.value(named ? range[0] + 2 : range[0], range[1]);
  }

  private Value first(List<int[]> arguments) {
    return reading.value(arguments.get(0)[0], arguments.get(0)[1]);
  }

  private Value self(int nameAt) {
    int[] receiver = reading.receiver(nameAt);
    return reading.value(receiver[0], receiver[1]);
  }

  /** Whether an option with this name is given and not false. */
  private boolean mentions(List<int[]> arguments, String option) {
    for (int[] range : arguments) {
      for (int i = range[0]; i < range[1]; i++) {
        boolean off =
            reading.is(i + 2, "false") || reading.is(i + 2, "FALSE") || reading.is(i + 2, "F");
        if (reading.is(i, option) && !off) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean mentionsText(List<int[]> arguments, String text) {
    for (int[] range : arguments) {
      for (int i = range[0]; i < range[1]; i++) {
        if (reading.tokens.get(i).kind() == Token.Kind.STRING
            && reading
                .string(reading.tokens.get(i))
                .constant()
                .filter(text::equalsIgnoreCase)
                .isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  Analysis delete(Value path, boolean tree) {
    return FileEffects.delete(
        Targets.of(path, scope), tree ? FileEffects.Extent.TREE : FileEffects.Extent.ONE, scope);
  }

  private Analysis each(List<int[]> arguments, boolean tree) {
    Gathered all = new Gathered();
    for (int[] range : arguments) {
      Optional<ImmutableList<Value>> list = list(range);
      if (list.isPresent()) {
        for (Value value : list.get()) {
          all.add(delete(value, tree));
        }
      } else if (!reading.is(range[0], "{") && !reading.is(range[0] + 1, "=>")) {
        all.add(delete(reading.value(range[0], range[1]), tree));
      }
    }
    return all.analysis();
  }

  private Optional<ImmutableList<Value>> list(int[] range) {
    return reading.list(range[0], range[1]);
  }

  Analysis write(Value path, boolean append) {
    Target target = Targets.of(path, scope);
    return append ? FileEffects.append(target, scope) : FileEffects.overwrite(target, scope);
  }

  private Analysis moved(Value from, Value to) {
    Target source = Targets.of(from, scope);
    Analysis away =
        switch (source.area()) {
          case WORKSPACE, WORKSPACE_ROOT, BUILD, MADE, SCRATCH, SINK -> Analysis.NOTHING;
          case REPOSITORY, SECRETS, GUARD, HOME, DEVICE, SYSTEM, OUTSIDE, UNKNOWN ->
              delete(from, true);
        };
    return away.plus(write(to, false));
  }

  private Analysis open(CallTable.Row row, List<int[]> arguments) {
    if (arguments.size() < 2) {
      return Analysis.NOTHING;
    }
    if (row.action().equals("perl-open")) {
      Value mode = reading.value(arguments.get(1)[0], arguments.get(1)[1]);
      String text = mode.prefix().strip();
      if (arguments.size() > 2) {
        Value path = reading.value(arguments.get(2)[0], arguments.get(2)[1]);
        return text.startsWith(">") || text.startsWith("+")
            ? write(path, text.startsWith(">>"))
            : text.contains("|") || text.contains("-") ? shell(path) : Analysis.NOTHING;
      }
      if (text.startsWith(">")) {
        return write(mode.afterPrefix(mode.prefix().lastIndexOf('>') + 1), text.startsWith(">>"));
      }
      return text.startsWith("|") ? shell(mode.afterPrefix(1)) : Analysis.NOTHING;
    }
    String mode = reading.value(arguments.get(1)[0], arguments.get(1)[1]).constant().orElse("");
    for (int[] range : arguments.subList(1, arguments.size())) {
      if (reading.is(range[0], "mode") && reading.is(range[0] + 1, "=")) {
        mode = reading.value(range[0] + 2, range[1]).constant().orElse("");
      }
    }
    boolean writes = mode.startsWith("w") || mode.startsWith("x") && !mode.startsWith("x");
    if (!writes && !mode.startsWith("a")) {
      return Analysis.NOTHING;
    }
    return write(argument(row, 0, arguments), mode.startsWith("a"));
  }

  /** {@code open(path, "w")}, {@code open(path; write=true)}. */
  private Analysis juliaOpen(CallTable.Row row, List<int[]> arguments) {
    boolean flag = mentions(arguments, "write") || mentions(arguments, "truncate");
    return flag && !arguments.isEmpty()
        ? write(argument(row, 0, arguments), false)
        : open(row, arguments);
  }

  Analysis shell(Value text) {
    if (text.firstUnknown().isPresent() && text.pieces().size() == 1) {
      return Analysis.unresolved(
          InlineCode.opaque(text.span(), "it runs a command that is not known"));
    }
    return scope.inner().shell(text, scope);
  }

  private Analysis process(CallTable.Row row, List<int[]> arguments) {
    int index = index(row, 0);
    if (index >= arguments.size()) {
      return Analysis.NOTHING;
    }
    int[] range = arguments.get(index);
    Optional<ImmutableList<Value>> list = list(range);
    if (list.isPresent()) {
      return command(list.get());
    }
    Value value = argument(row, 0, arguments);
    if (value.constant().isPresent() || mentions(arguments, "shell")) {
      return shell(value);
    }
    // words = [...] was given a name before; what is in it is not followed.
    return Analysis.unresolved(
        InlineCode.opaque(value.span(), "it runs a command that is not known"));
  }

  private Analysis words(List<int[]> arguments, int from) {
    List<Value> words = new ArrayList<>();
    for (int[] range : arguments.subList(Math.min(from, arguments.size()), arguments.size())) {
      Optional<ImmutableList<Value>> list = list(range);
      if (list.isPresent()) {
        words.addAll(list.get());
      } else {
        words.add(reading.value(range[0], range[1]));
      }
    }
    return command(words);
  }

  private Analysis spawn(CallTable.Row row, List<int[]> arguments) {
    if (arguments.isEmpty()) {
      return Analysis.NOTHING;
    }
    List<Value> words = new ArrayList<>();
    words.add(argument(row, 0, arguments));
    if (arguments.size() > 1) {
      Optional<ImmutableList<Value>> list = list(arguments.get(1));
      if (list.isPresent()) {
        words.addAll(list.get());
      }
    }
    if (mentions(arguments, "shell")) {
      List<Piece> pieces = new ArrayList<>();
      for (Value word : words) {
        if (!pieces.isEmpty()) {
          pieces.add(new Piece.Text(" "));
        }
        pieces.addAll(word.pieces());
      }
      return shell(Value.join(reading.span(), pieces));
    }
    return command(words);
  }

  private Analysis command(List<Value> words) {
    return words.isEmpty()
        ? Analysis.NOTHING
        : scope.inner().command(new Argv(reading.span(), words), scope);
  }

  private Analysis code(Value text) {
    return text.constant()
        .map(again)
        .orElseGet(
            () ->
                Analysis.unresolved(
                    InlineCode.opaque(text.span(), "it runs code that it puts together")));
  }

  private Analysis sql(Value statement) {
    String text = statement.constant().orElse(statement.prefix());
    if (!text.strip()
        .matches(
            "(?si)(select|insert|update|delete|drop|truncate|alter|create|replace|merge|with|grant|revoke|begin|do|call|exec|/\\*|--).*")) {
      return Analysis.NOTHING;
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("statement", statement.constant().orElse(statement.shown()));
    return scope.inner().call("sql", arguments, scope);
  }

  private String method(CallTable.Row row, List<int[]> arguments) {
    if (!row.argument(0).equals("method")) {
      return argument(row, 0, arguments).constant().orElse("GET");
    }
    return mentionsText(arguments, "DELETE") ? "DELETE" : "GET";
  }

  private Analysis http(String method, Value url) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("method", method.toUpperCase(Locale.ROOT));
    arguments.put("url", url.shown());
    return scope.inner().call("http", arguments, scope);
  }

  private Analysis many(String chain, List<int[]> arguments) {
    boolean all = arguments.isEmpty() || arguments.get(0)[1] - arguments.get(0)[0] <= 2;
    return all ? word(chain, chain.substring(chain.lastIndexOf('.') + 1)) : Analysis.NOTHING;
  }

  /** A method of an object that is not known, whose name says that it takes something away. */
  Analysis word(String chain, String method) {
    return Analysis.of(
        new Effect(
            "code:" + method,
            Verb.DELETE,
            Resource.of("code", chain).with(scope.place()),
            Reversibility.UNKNOWN,
            Reach.RESOURCE,
            Evidence.at(
                "code-method-destroys",
                reading.span(),
                "`" + chain + "` says by its name what it does")));
  }
}
