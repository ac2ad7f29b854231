package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.problem.Problem;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.Target;
import io.countersign.shell.path.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Code in other languages that a command line carries: scripts, statements, requests. */
final class Carried {

  private Carried() {}

  /** A file with commands for a shell. */
  static Analysis script(Value path, CommandLine line) {
    Optional<String> text = content(path, line.scope());
    return text.map(t -> line.scope().inner().shell(Value.of(path.span(), t), line.scope()))
        .orElseGet(() -> unseen(path, line));
  }

  /** Other words in front of those that begin at an index. */
  static Analysis as(List<String> command, Argv argv, int from, CommandLine line) {
    List<Value> words = new ArrayList<>();
    command.forEach(word -> words.add(Value.of(argv.get(0).span(), word)));
    words.addAll(argv.words().subList(Math.min(from, argv.words().size()), argv.words().size()));
    return line.scope().inner().command(new Argv(argv.span(), words), line.scope());
  }

  /** A text for an interpreter. */
  static Analysis code(Action.Code code, Value text, CommandLine line) {
    List<Value> words =
        List.of(
            Value.of(text.span(), code.interpreter()), Value.of(text.span(), code.option()), text);
    return line.scope().inner().command(new Argv(line.argv().span(), words), line.scope());
  }

  /** The content of a file, if it is at hand. */
  static Optional<String> content(Value path, Scope scope) {
    if (path.constant().isEmpty()) {
      return Optional.empty();
    }
    Target target = Targets.of(path, scope);
    return scope.files().read(target.path());
  }

  /** A file of which the content would have to be known. */
  static Analysis unseen(Value path, CommandLine line) {
    return Analysis.unresolved(
        new Problem(
            ProgramCode.CODE_UNSEEN,
            path.span(),
            "`"
                + line.argv().program()
                + "` runs what is in `"
                + path.shown()
                + "`, and its content is not at hand.",
            "Send the content along, or write the commands out."));
  }

  /**
   * A call in another language. A reference that finds several values makes several calls; one that
   * finds none leaves its argument out, or, when it is the first argument, the call.
   */
  static Analysis call(String tool, Map<String, Object> arguments, CommandLine line) {
    Map.Entry<String, Object> first = arguments.entrySet().iterator().next();
    if (first.getValue() instanceof FileRef file) {
      return contents(tool, first.getKey(), file, arguments, line);
    }
    if (!(first.getValue() instanceof Ref ref)) {
      return one(tool, arguments, line, JsonNodeFactory.instance.objectNode());
    }
    Gathered all = new Gathered();
    List<Value> values = ref.values(line);
    for (Value value : values) {
      all.add(
          with(
              tool, first.getKey(), value, arguments, line, JsonNodeFactory.instance.objectNode()));
    }
    return all.analysis();
  }

  private static Analysis contents(
      String tool, String argument, FileRef file, Map<String, Object> arguments, CommandLine line) {
    Gathered all = new Gathered();
    for (Value path : file.path().values(line)) {
      Optional<String> text = content(path, line.scope());
      all.add(
          text.isPresent()
              ? one(
                  tool,
                  arguments,
                  line,
                  JsonNodeFactory.instance.objectNode().put(argument, text.get()))
              : unseen(path, line));
    }
    return all.analysis();
  }

  /** A call whose main argument is given. */
  static Analysis with(
      String tool,
      String argument,
      Value value,
      Map<String, Object> more,
      CommandLine line,
      ObjectNode call) {
    if (value.constant().isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              ProgramCode.ARGUMENT_UNRESOLVED,
              value.firstUnknown().map(u -> u.span()).orElse(value.span()),
              "The " + argument + " `" + value.shown() + "` is not known in full.",
              "Write it out, or ask for approval."));
    }
    String text = value.constant().get();
    return one(tool, more, line, call.put(argument, text));
  }

  private static Analysis one(
      String tool, Map<String, Object> arguments, CommandLine line, ObjectNode call) {
    arguments.forEach(
        (name, value) -> {
          if (call.has(name)) {
            return;
          }
          if (value instanceof Ref ref) {
            ref.values(line).stream()
                .findFirst()
                .flatMap(Value::constant)
                .ifPresent(text -> call.put(name, text));
          } else if (value instanceof String text) {
            call.put(name, text);
          }
        });
    Scope scope = line.scope().in(line.facts());
    // The inner spans count from the start of the inner text; the evidence keeps them as they are.
    return scope.inner().call(tool, call, scope);
  }
}
