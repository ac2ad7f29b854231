package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Program;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.expand.Variable;
import io.countersign.shell.path.Targets;
import io.countersign.shell.tree.Assignment;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs simple commands: expands, redirects, and finds out who is asked. */
final class Commands {

  /** Most ways in which one command is run when variables have several values. */
  private static final int MAX_WAYS = 12;

  private final Shell shell;
  private final Builtins builtins;
  private final Redirections redirections;
  private final Wrappers wrappers;
  private final Shells shells;
  private final Outputs outputs;
  private final Unknowns unknowns;
  private final Interpreters interpreters;
  private final Deque<Call> calls = new ArrayDeque<>();
  private final Deque<String> aliases = new ArrayDeque<>();

  Commands(Shell shell) {
    this.shell = shell;
    this.builtins = new Builtins(shell);
    this.redirections = new Redirections(shell);
    this.wrappers = new Wrappers(shell, this);
    this.shells = new Shells(shell);
    this.outputs = new Outputs(shell);
    this.unknowns = new Unknowns(shell, this);
    this.interpreters = new Interpreters(shell, this);
  }

  Redirections redirections() {
    return redirections;
  }

  Builtins builtins() {
    return builtins;
  }

  Input simple(Command.Simple command) {
    if (!shell.session.take(1 + command.words().size(), command.span())) {
      return Streams.NONE;
    }
    List<String> open = new ArrayList<>();
    if (shell.memory.options(Keys.DIRECTORY).size() > 1) {
      open.add(Keys.DIRECTORY);
    }
    for (String name : References.readBy(command)) {
      if (shell.memory.options(Keys.variable(name)).size() > 1) {
        open.add(Keys.variable(name));
      }
    }
    return open.isEmpty() ? once(command) : eachWay(command, open);
  }

  /** Runs the command with every combination of what the variables may be. */
  private Input eachWay(Command.Simple command, List<String> open) {
    List<List<Object>> ways = new ArrayList<>();
    ways.add(List.of());
    for (String key : open) {
      List<List<Object>> more = new ArrayList<>();
      for (List<Object> way : ways) {
        for (Object option : shell.memory.options(key)) {
          List<Object> longer = new ArrayList<>(way);
          longer.add(option);
          more.add(longer);
        }
      }
      if (more.size() > MAX_WAYS) {
        // Too many to try: the rest of the variables stay open, which reads as unknown.
        break;
      }
      ways = more;
    }
    List<Map<String, ImmutableList<Object>>> ends = new ArrayList<>();
    Input output = Streams.NONE;
    Flow flow = shell.flow;
    for (List<Object> way : ways) {
      int mark = shell.memory.mark();
      for (int i = 0; i < way.size(); i++) {
        shell.memory.putOptions(
            open.get(i),
            way.get(i) == Memory.ABSENT ? ImmutableList.of() : ImmutableList.of(way.get(i)));
      }
      output = once(command);
      ends.add(shell.memory.rollback(mark));
    }
    shell.flow = ways.size() > 1 ? flow : shell.flow;
    shell.memory.join(ends);
    return ways.size() == 1 || output instanceof Input.None
        ? output
        : new Input.Unknown(command.span(), "one of several values", false);
  }

  private Input once(Command.Simple command) {
    Input viaAlias = alias(command);
    Frame outer = shell.frame;
    ImmutableList.Builder<Value> all = ImmutableList.builder();
    for (Word word : command.words()) {
      all.addAll(
          Declarations.isDeclared(command, word)
              ? ImmutableList.of(Value.of(word.span(), ""))
              : shell.expander.words(word));
    }
    ImmutableList<Value> words = all.build();
    Redirections.Applied applied = redirections.apply(command.redirects(), outer, words.isEmpty());
    Input output = Streams.NONE;
    if (words.isEmpty()) {
      command.assignments().forEach(this::assign);
    } else {
      output = withAssignments(command, words, applied.frame());
    }
    shell.frame = outer;
    redirections.written(applied, output);
    return applied.elsewhere() ? Streams.NONE : Streams.concat(viaAlias, output, command.span());
  }

  private Input withAssignments(Command.Simple command, ImmutableList<Value> words, Frame frame) {
    List<String> names = new ArrayList<>();
    List<ImmutableList<Object>> before = new ArrayList<>();
    for (Assignment assignment : command.assignments()) {
      names.add(assignment.name());
      before.add(shell.memory.options(Keys.variable(assignment.name())));
      assign(assignment);
      shell.export(assignment.name());
    }
    shell.frame = frame;
    Input output;
    if (Declarations.declares(words.get(0))) {
      Declarations.run(shell, command);
      output = Streams.NONE;
    } else {
      output = dispatch(new Argv(command.span(), words), frame);
    }
    for (int i = names.size() - 1; i >= 0; i--) {
      shell.memory.putOptions(Keys.variable(names.get(i)), before.get(i));
    }
    return output;
  }

  void assign(Assignment assignment) {
    String name = assignment.name();
    Optional<Variable> old = shell.variable(name);
    ImmutableList<Part> parts = assignment.value().parts();
    if (parts.size() == 1 && parts.get(0) instanceof Part.ArrayLiteral array) {
      shell.assign(
          name, Declarations.array(shell, array, assignment.append() ? old : Optional.empty()));
      return;
    }
    Value value =
        parts.isEmpty()
            ? Value.of(assignment.span(), "")
            : shell.expander.value(assignment.value());
    if (assignment.subscript().isEmpty()) {
      if (assignment.append()) {
        Optional<Value> earlier = old.flatMap(v -> v.element("0"));
        List<Piece> pieces = new ArrayList<>();
        earlier.ifPresent(v -> pieces.addAll(v.pieces()));
        if (earlier.isEmpty()) {
          pieces.add(new Piece.Unknown(assignment.span(), Piece.Kind.VARIABLE, name, false));
        }
        pieces.addAll(value.pieces());
        value = Value.join(assignment.span(), pieces);
      }
      shell.assign(
          name,
          old.filter(Variable::array).isPresent() && assignment.append()
              ? old.get().with("0", value)
              : Variable.of(value));
      return;
    }
    Variable target = old.orElse(new Variable(ImmutableMap.of(), true, false));
    Value subscript = shell.expander.text(assignment.span(), assignment.subscript());
    Optional<String> number =
        shell.expander.arithmetic(assignment.span(), assignment.subscript()).constant();
    String key = number.or(subscript::constant).orElse("");
    if (key.isEmpty() || target.elements().size() > 256) {
      shell.assign(name, new Variable(target.elements(), true, true));
    } else {
      shell.assign(name, target.with(key, value));
    }
  }

  /** Aliases work in some shells only, so the command counts with and without. */
  private Input alias(Command.Simple command) {
    if (command.words().isEmpty()) {
      return Streams.NONE;
    }
    String name = command.words().get(0).unquoted().orElse("");
    if (name.isEmpty() || aliases.contains(name)) {
      return Streams.NONE;
    }
    ImmutableList<Object> options = shell.memory.options(Keys.alias(name));
    if (options.isEmpty()) {
      return Streams.NONE;
    }
    aliases.push(name);
    int mark = shell.memory.mark();
    Flow flow = shell.flow;
    Input output = Streams.NONE;
    int from = command.words().get(0).span().end();
    int to = Math.max(from, command.span().end());
    String rest = new Span(from, to).in(shell.session.source());
    for (Object option : options) {
      if (option instanceof Value value) {
        List<Piece> pieces = new ArrayList<>(value.pieces());
        pieces.add(new Piece.Text(" " + rest));
        output = shell.texts.run(Value.join(command.span(), pieces), shell.frame);
      }
    }
    shell.flow = flow;
    shell.memory.join(List.of(Map.of(), shell.memory.rollback(mark)));
    aliases.pop();
    return output;
  }

  /** Runs a command whose words are known as far as they can be. */
  Input dispatch(Argv argv, Frame frame) {
    if (!shell.session.enter(argv.span())) {
      return Streams.NONE;
    }
    Frame outer = shell.frame;
    shell.frame = frame;
    Input output = dispatchHere(argv, frame);
    shell.frame = outer;
    shell.session.leave();
    return output;
  }

  private Input dispatchHere(Argv argv, Frame frame) {
    Optional<String> written = argv.constant(0);
    if (written.isEmpty()) {
      return unknowns.symbolicProgram(argv, frame);
    }
    if (written.get().isEmpty() || written.get().equals("{}")) {
      return argv.count() == 0 ? Streams.NONE : dispatch(argv.from(1), frame);
    }
    ImmutableList<Object> functions = shell.memory.options(Keys.function(written.get()));
    if (!functions.isEmpty()) {
      return call(argv, functions, frame);
    }
    return external(argv, frame);
  }

  /** As {@link #dispatch}, passing over functions, as {@code command} does. */
  Input external(Argv argv, Frame frame) {
    String name = argv.program().endsWith("\r") ? argv.program().strip() : argv.program();
    Optional<Input> builtin = builtins.run(name, argv, frame);
    if (builtin.isPresent()) {
      return builtin.get();
    }
    if (shells.knows(name)) {
      return shells.run(argv, frame);
    }
    Optional<Input> wrapped = wrappers.run(name, argv, frame);
    if (wrapped.isPresent()) {
      return wrapped.get();
    }
    Optional<Input> code = interpreters.run(name, argv, frame);
    if (code.isPresent()) {
      return code.get();
    }
    Optional<Program> program = shell.session.programs.find(name);
    if (program.isPresent()) {
      note(program.get().effects(argv, shell.scope(frame)), argv);
    } else {
      Optional<Input> run = unknowns.run(name, argv, frame);
      if (run.isPresent()) {
        return run.get();
      }
    }
    return output(argv, frame);
  }

  /** Whether a name is a program that is known in one way or another. */
  boolean knows(String name) {
    return shells.knows(name)
        || Wrappers.isWrapper(name)
        || Interpreters.knows(name)
        || shell.session.programs.find(name).isPresent();
  }

  Input output(Argv argv, Frame frame) {
    return frame.captured() ? outputs.of(argv, frame) : Streams.NONE;
  }

  /** Keeps what a program does, and what it makes. */
  void note(Analysis analysis, Argv argv) {
    shell.session.findings.add(analysis);
    if (argv.program().equals("ln")) {
      noteLink(argv);
    }
    for (Effect effect : analysis.effects()) {
      if (effect.verb() == Verb.CREATE) {
        Optional<String> path = effect.resource().facts().find(Fact.PATH);
        boolean sure =
            effect.evidence().rule().equals("path-scratch")
                || argv.program().equals("git")
                || (argv.program().equals("mkdir")
                    && argv.arguments().stream().noneMatch(v -> v.prefix().startsWith("-")));
        if (sure && path.isPresent()) {
          shell.made(path.get());
        }
      }
    }
  }

  /** Remembers {@code ln -s target link}, so that what is done to the link is seen. */
  private void noteLink(Argv argv) {
    List<Value> operands = new ArrayList<>();
    boolean symbolic = false;
    for (Value word : argv.arguments()) {
      String text = word.prefix();
      if (text.startsWith("-") && text.length() > 1) {
        symbolic |= text.equals("--symbolic") || !text.startsWith("--") && text.contains("s");
      } else {
        operands.add(word);
      }
    }
    if (!symbolic || operands.isEmpty() || operands.stream().anyMatch(v -> !v.known())) {
      return;
    }
    Value target = operands.get(0);
    String name = target.shown().substring(target.shown().lastIndexOf('/') + 1);
    Value link = operands.size() > 1 ? operands.get(1) : Value.of(target.span(), name);
    Scope scope = shell.scope(shell.frame);
    shell.linked(Targets.of(link, scope).path(), Targets.of(target, scope).path());
  }

  private Input call(Argv argv, ImmutableList<Object> functions, Frame frame) {
    String name = argv.program();
    List<Call> active = calls.stream().filter(c -> c.function().equals(name)).toList();
    if (active.size() >= 2 || calls.size() > 40) {
      // Its body has been looked at already; once more tells nothing new.
      if (active.size() >= 2 && shell.apart() > active.get(0).apart() + 1) {
        shell.session.findings.add(Analysis.of(forkBomb(argv)));
      }
      return Streams.NONE;
    }
    calls.push(new Call(name, shell.apart()));
    ImmutableList<Object> before = shell.memory.options(Keys.ARGUMENTS);
    List<Map<String, ImmutableList<Object>>> ends = new ArrayList<>();
    Input output = Streams.NONE;
    Flow flow = Flow.ON;
    for (Object option : functions) {
      int mark = shell.memory.mark();
      if (option instanceof Command.Function function) {
        shell.setArguments(argv.arguments());
        output = shell.run(ImmutableList.of(function.body()), frame);
        flow = shell.flow == Flow.LEAVES_SHELL ? shell.flow : flow;
        shell.flow = Flow.ON;
      } else {
        output = external(argv, frame);
      }
      ends.add(shell.memory.rollback(mark));
    }
    shell.memory.join(ends);
    shell.memory.putOptions(Keys.ARGUMENTS, before);
    shell.flow = functions.size() == 1 ? flow : Flow.ON;
    calls.pop();
    return functions.size() == 1
        ? output
        : new Input.Unknown(argv.span(), "one of several functions", false);
  }

  /** A call of a function that is still to return. */
  private record Call(String function, int apart) {}

  /** A function that starts itself in several processes takes the machine down. */
  private static Effect forkBomb(Argv argv) {
    return new Effect(
        "process:ForkBomb",
        Verb.UPDATE,
        Resource.of("host", "the machine it runs on"),
        Reversibility.IRREVERSIBLE,
        Reach.ENVIRONMENT,
        Evidence.at(
            "shell-fork-bomb",
            argv.span(),
            "the function `" + argv.program() + "` starts itself again and again"));
  }

  static Problem unresolvedProgram(Value name) {
    Span span = name.firstUnknown().map(Piece.Unknown::span).orElse(name.span());
    return new Problem(
        InterpCode.PROGRAM_UNRESOLVED,
        span,
        "Which program runs cannot be told: `" + name.shown() + "` is not known.",
        "Write the program out, or ask for approval.");
  }
}
