package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.expand.Variable;
import io.countersign.shell.path.Targets;
import io.countersign.shell.tree.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell's own commands. */
final class Builtins {

  /** They change nothing that matters to what other commands do. */
  private static final ImmutableSet<String> HARMLESS =
      ImmutableSet.of(
          ":",
          "true",
          "false",
          "test",
          "[",
          "echo",
          "printf",
          "pwd",
          "dirs",
          "umask",
          "ulimit",
          "wait",
          "jobs",
          "hash",
          "type",
          "times",
          "history",
          "bind",
          "complete",
          "compgen",
          "compopt",
          "enable",
          "caller",
          "fc",
          "fg",
          "bg",
          "disown",
          "help",
          "shopt",
          "setopt",
          "unsetopt",
          "autoload",
          "suspend",
          "unalias",
          "rehash",
          "emulate",
          "zmodload",
          "logout");

  /** Longest text of which the lines are looked at one by one. */
  private static final int MAX_READ = 10_000;

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_]*)\\s*(?:[-+*/%&|^]|<<|>>)?=(?!=)"
              + "|([A-Za-z_][A-Za-z0-9_]*)\\s*(?:\\+\\+|--)|(?:\\+\\+|--)\\s*([A-Za-z_][A-Za-z0-9_]*)");

  private final Shell shell;

  Builtins(Shell shell) {
    this.shell = shell;
  }

  /** Runs a builtin, or answers empty when it is not one. */
  Optional<Input> run(String name, Argv argv, Frame frame) {
    if (HARMLESS.contains(name)) {
      if (name.equals("printf") && argv.constant(1).filter("-v"::equals).isPresent()) {
        assignPrinted(argv);
      }
      return Optional.of(shell.commands.output(argv, frame));
    }
    Input output = Streams.NONE;
    switch (name) {
      case "cd", "chdir" -> changeDirectory(argv);
      case "pushd" -> {
        if (argv.count() > 0) {
          changeDirectory(argv);
        }
      }
      case "popd" -> {
        if (shell.memory.certain(Keys.OLD_DIRECTORY) instanceof Value old) {
          shell.changeDirectory(old);
        }
      }
      case "set" -> set(argv);
      case "shift" -> shift(argv);
      case "unset" -> unset(argv);
      case "read" -> read(argv, frame);
      case "mapfile", "readarray" -> mapfile(argv, frame);
      case "getopts" ->
          argv.constant(2).ifPresent(v -> shell.assignUnknown(v, Piece.Kind.NAME, argv.span()));
      case "let" -> argv.arguments().forEach(v -> v.constant().ifPresent(t -> let(t, argv.span())));
      case "alias" -> alias(argv);
      case "trap" -> trap(argv);
      case "eval" -> output = shell.texts.run(joined(argv, 1), frame);
      case "source", "." -> output = source(argv, frame);
      case "exit" -> shell.flow = Flow.LEAVES_SHELL;
      case "return" -> shell.flow = Flow.LEAVES_FUNCTION;
      case "break", "continue" -> shell.flow = Flow.LEAVES_LOOP;
      case "exec" -> output = exec(argv, frame);
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(output);
  }

  private void changeDirectory(Argv argv) {
    int index = 1;
    while (index <= argv.count()
        && argv.constant(index).filter(t -> t.matches("-[LPe@]+|--")).isPresent()) {
      index++;
    }
    if (index > argv.count()) {
      shell.changeDirectory(Value.of(argv.span(), shell.home()));
      return;
    }
    Value target = argv.get(index);
    if (target.is("-")) {
      if (shell.memory.certain(Keys.OLD_DIRECTORY) instanceof Value old) {
        shell.changeDirectory(old);
      } else {
        shell.changeDirectory(
            Value.unknown(argv.span(), Piece.Kind.DIRECTORY, "previous directory"));
      }
      return;
    }
    shell.changeDirectory(resolve(target));
  }

  /** A directory below the current one, or an absolute one; symbolic as far as it must be. */
  Value resolve(Value target) {
    boolean relative =
        !target.prefix().startsWith("/")
            && (target.pieces().isEmpty() || !(target.pieces().get(0) instanceof Piece.Unknown));
    Value directory = target;
    if (relative) {
      List<Piece> pieces = new ArrayList<>(shell.directory().pieces());
      pieces.add(new Piece.Text("/"));
      pieces.addAll(target.pieces());
      directory = Value.join(target.span(), pieces);
    }
    if (directory.constant().isPresent()) {
      return Value.of(target.span(), Targets.of(directory, shell.scope(shell.frame)).path());
    }
    return directory;
  }

  private void set(Argv argv) {
    for (int i = 1; i <= argv.count(); i++) {
      String text = argv.constant(i).orElse("?");
      if (text.equals("--") || !(text.startsWith("-") || text.startsWith("+"))) {
        shell.setArguments(
            argv.words().subList(text.equals("--") ? i + 1 : i, argv.words().size()));
        return;
      }
      if (text.equals("-o") || text.equals("+o")) {
        i++;
      }
    }
  }

  private void shift(Argv argv) {
    Optional<ImmutableList<Value>> arguments = shell.arguments();
    if (arguments.isEmpty()) {
      return;
    }
    int count = 1;
    if (argv.count() > 0) {
      count =
          argv.constant(1).filter(t -> t.matches("[0-9]{1,6}")).map(Integer::parseInt).orElse(0);
    }
    int size = arguments.get().size();
    shell.setArguments(arguments.get().subList(Math.min(count, size), size));
  }

  private void unset(Argv argv) {
    for (int i = 1; i <= argv.count(); i++) {
      String name = argv.constant(i).orElse("");
      if (name.equals("-f")) {
        for (int k = i + 1; k <= argv.count(); k++) {
          argv.constant(k)
              .ifPresent(f -> shell.memory.putOptions(Keys.function(f), ImmutableList.of()));
        }
        return;
      }
      if (!name.startsWith("-") && !name.isEmpty()) {
        shell.assign(name, new Variable(ImmutableMap.of(), false, false));
      }
    }
  }

  private void read(Argv argv, Frame frame) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= argv.count(); i++) {
      String text = argv.constant(i).orElse("");
      if (text.startsWith("-")) {
        char last = text.charAt(text.length() - 1);
        if ("dinNptu".indexOf(last) >= 0) {
          i++;
        } else if (last == 'a' && i < argv.count()) {
          argv.constant(++i)
              .ifPresent(n -> shell.assign(n, new Variable(ImmutableMap.of(), true, true)));
          return;
        }
      } else if (!text.isEmpty()) {
        names.add(text);
      }
    }
    if (names.isEmpty()) {
      names.add("REPLY");
    }
    Input input = frame.input();
    if (input instanceof Input.Known known
        && known.length() < MAX_READ
        && shell.affords(known.length() * names.size(), argv.span())) {
      Optional<String> text = Streams.constant(input);
      if (text.isPresent()) {
        readLines(names, text.get(), argv.span());
        return;
      }
    }
    if (input instanceof Input.Names found && names.size() == 1) {
      ImmutableList.Builder<Object> options = ImmutableList.builder();
      found.names().stream()
          .limit(Memory.MAX_OPTIONS)
          .forEach(n -> options.add(Variable.of(n.at(argv.span()))));
      shell.memory.putOptions(Keys.variable(names.get(0)), options.build());
      return;
    }
    for (String name : names) {
      shell.assignUnknown(name, Piece.Kind.INPUT, argv.span());
    }
  }

  private void mapfile(Argv argv, Frame frame) {
    String target = "MAPFILE";
    for (int i = 1; i <= argv.count(); i++) {
      String text = argv.constant(i).orElse("");
      if (text.matches("-[a-zA-Z]+")) {
        char last = text.charAt(text.length() - 1);
        if ("dnOsuCc".indexOf(last) >= 0 && i < argv.count()) {
          i++;
          if (last == 'C') {
            shell.texts.run(argv.get(i), frame);
          }
        }
      } else if (!text.isEmpty()) {
        target = text;
      }
    }
    shell.assign(target, new Variable(ImmutableMap.of(), true, true));
  }

  private void readLines(List<String> names, String text, Span span) {
    List<String> lines = text.lines().limit(Memory.MAX_OPTIONS + 1L).toList();
    for (int n = 0; n < names.size(); n++) {
      Set<Object> options = new LinkedHashSet<>();
      for (String line : lines) {
        String[] fields = line.strip().split("[ \t]+", names.size());
        options.add(Variable.of(Value.of(span, n < fields.length ? fields[n] : "")));
      }
      if (options.isEmpty()) {
        options.add(Variable.of(Value.of(span, "")));
      }
      if (options.size() > Memory.MAX_OPTIONS) {
        shell.assignUnknown(names.get(n), Piece.Kind.INPUT, span);
      } else {
        shell.memory.putOptions(Keys.variable(names.get(n)), ImmutableList.copyOf(options));
      }
    }
  }

  private void assignPrinted(Argv argv) {
    Optional<String> name = argv.constant(2);
    if (name.isEmpty() || argv.count() < 3) {
      return;
    }
    List<Value> words = new ArrayList<>();
    words.add(argv.get(0));
    words.addAll(argv.words().subList(3, argv.words().size()));
    List<Value> format = words.subList(1, words.size());
    shell.assign(
        name.get(),
        Variable.of(
            shell.affords(Printing.cost(format), argv.span())
                ? Printing.printf(format, argv.span())
                : Value.unknown(argv.span(), Piece.Kind.OUTPUT, "printf")));
  }

  void let(Span span, ImmutableList<Part> expression) {
    Value value = shell.expander.arithmetic(span, expression);
    if (value.constant().isEmpty()) {
      for (String name : assignedIn(expression, shell)) {
        shell.assignUnknown(name, Piece.Kind.NUMBER, span);
      }
    }
  }

  private void let(String text, Span span) {
    let(span, ImmutableList.of(new Part.Literal(span, text)));
  }

  /** The variables that an expression sets. */
  static Set<String> assignedIn(ImmutableList<Part> expression, Shell shell) {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : expression) {
      if (part instanceof Part.Literal literal) {
        Matcher matcher = ASSIGNED.matcher(literal.text());
        while (matcher.find()) {
          for (int group = 1; group <= 3; group++) {
            if (matcher.group(group) != null) {
              names.add(matcher.group(group));
            }
          }
        }
      }
    }
    return names;
  }

  private void alias(Argv argv) {
    for (Value value : argv.arguments()) {
      String text = value.prefix();
      int equals = text.indexOf('=');
      if (equals > 0) {
        shell.memory.put(Keys.alias(text.substring(0, equals)), value.afterPrefix(equals + 1));
      }
    }
  }

  private void trap(Argv argv) {
    int first = argv.constant(1).filter("--"::equals).isPresent() ? 2 : 1;
    if (argv.count() < first + 1
        || argv.constant(first)
            .filter(t -> t.equals("-") || t.startsWith("-l") || t.startsWith("-p"))
            .isPresent()) {
      return;
    }
    for (int i = first + 1; i <= argv.count(); i++) {
      shell.trap(argv.get(i).shown(), argv.get(first));
    }
  }

  /** The arguments as one text, with a blank between them. */
  static Value joined(Argv argv, int from) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = from; i <= argv.count(); i++) {
      if (i > from) {
        pieces.add(new Piece.Text(" "));
      }
      pieces.addAll(argv.get(i).pieces());
    }
    Span span = from == argv.count() ? argv.get(from).span() : argv.span();
    return Value.join(span, pieces);
  }

  private Input source(Argv argv, Frame frame) {
    if (argv.count() == 0) {
      return Streams.NONE;
    }
    Value file = argv.get(1);
    String path = Targets.of(file, shell.scope(frame)).path();
    Optional<Input> content =
        file.known() ? shell.texts.stream(path, file.span()) : Optional.empty();
    if (content.isPresent()) {
      if (argv.count() > 1) {
        shell.setArguments(argv.words().subList(2, argv.words().size()));
      }
      Input output = shell.texts.runStream(content.get(), file.span(), frame);
      shell.flow = shell.flow == Flow.LEAVES_FUNCTION ? Flow.ON : shell.flow;
      return output;
    }
    if (file.is("/dev/stdin")) {
      return shell.texts.runStream(frame.input(), file.span(), frame);
    }
    if (!ShellInit.isSettingsFile(file.shown())) {
      shell.session.findings.add(unreadable(file));
    }
    return Streams.NONE;
  }

  static Problem unreadable(Value file) {
    return new Problem(
        InterpCode.SCRIPT_UNREADABLE,
        file.span(),
        "The script `" + file.shown() + "` runs, and its content is not at hand.",
        "Supply the content with the call, or configure the workspace so that it can be read.");
  }

  private Input exec(Argv argv, Frame frame) {
    int index = 1;
    while (index <= argv.count()
        && argv.constant(index).filter(t -> t.startsWith("-")).isPresent()) {
      index += argv.constant(index).filter("-a"::equals).isPresent() ? 2 : 1;
    }
    if (index > argv.count()) {
      return Streams.NONE;
    }
    Input output = shell.commands.dispatch(argv.from(index), frame);
    shell.flow = Flow.LEAVES_SHELL;
    return output;
  }
}
