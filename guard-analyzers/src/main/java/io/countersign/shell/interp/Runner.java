package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.expand.Variable;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks lists, pipelines and compound commands. Each answers what it prints. */
final class Runner implements Command.Visitor<Input> {

  /** Most rounds of loops inside loops that are run one by one. */
  private static final int MAX_REPEATS = 64;

  /** Looking at so many commands costs about as much as following one. */
  private static final int COMMANDS_A_STEP = 16;

  /** Comparing so many characters costs no more than following a command. */
  private static final int CHEAP = 1_024;

  private final Shell shell;

  Runner(Shell shell) {
    this.shell = shell;
  }

  Input run(Command command) {
    if (!shell.session.enter(command.span())) {
      return Streams.NONE;
    }
    Input output = command.accept(this);
    shell.session.leave();
    return output;
  }

  Input list(List<Command> commands) {
    Input output = Streams.NONE;
    for (Command command : commands) {
      if (shell.flow != Flow.ON || !shell.session.take(1, command.span())) {
        break;
      }
      Input printed = run(command);
      if (shell.frame.captured()) {
        output = Streams.concat(output, printed, command.span());
      }
    }
    return output;
  }

  /** Runs one of several ways on, and answers what it changes. */
  private Branch branch(List<Command> commands) {
    int mark = shell.memory.mark();
    Flow before = shell.flow;
    Input output = list(commands);
    Branch branch = new Branch(shell.memory.rollback(mark), shell.flow, output);
    shell.flow = before;
    return branch;
  }

  private record Branch(Map<String, ImmutableList<Object>> changes, Flow flow, Input output) {

    static final Branch SKIPPED = new Branch(Map.of(), Flow.ON, Streams.NONE);
  }

  /** Any of the branches may have been taken; those that leave do not come back here. */
  private Input join(List<Branch> branches, Span span) {
    List<Map<String, ImmutableList<Object>>> staying = new ArrayList<>();
    Flow leaving = Flow.ON;
    Input output = Streams.NONE;
    boolean printed = false;
    for (Branch branch : branches) {
      if (branch.flow() == Flow.ON) {
        staying.add(branch.changes());
      } else {
        leaving = branch.flow();
      }
      printed |= !(branch.output() instanceof Input.None);
      output = branches.size() == 1 ? branch.output() : output;
    }
    if (staying.isEmpty()) {
      shell.flow = leaving;
      branches.forEach(b -> staying.add(b.changes()));
    }
    shell.memory.join(staying);
    if (printed && branches.size() > 1) {
      Input first = branches.get(0).output();
      boolean same = branches.stream().allMatch(b -> b.output().equals(first));
      return same ? first : new Input.Unknown(span, "one of several commands", false);
    }
    return output;
  }

  @Override
  public Input simple(Command.Simple command) {
    return shell.commands.simple(command);
  }

  @Override
  public Input pipeline(Command.Pipeline command) {
    if (command.stages().isEmpty()) {
      return Streams.NONE;
    }
    if (command.stages().size() == 1) {
      return run(command.stages().get(0));
    }
    Frame outer = shell.frame;
    Input input = outer.input();
    for (int i = 0; i < command.stages().size(); i++) {
      boolean last = i + 1 == command.stages().size();
      Frame stage = outer.reading(input).captured(!last || outer.captured());
      input = shell.runApart(ImmutableList.of(command.stages().get(i)), stage);
    }
    return outer.captured() ? input : Streams.NONE;
  }

  @Override
  public Input andOr(Command.AndOr command) {
    Input output = run(command.first());
    boolean tested = isTest(command.first());
    for (Command.Link link : command.rest()) {
      if (link.and() && !tested) {
        // A command that is followed by && is taken to succeed.
        if (shell.flow != Flow.ON) {
          break;
        }
        output = Streams.concat(output, run(link.command()), link.command().span());
      } else {
        // After || the left side may have left already; then only the right side is of interest.
        Flow before = shell.flow;
        shell.flow = Flow.ON;
        Branch right = branch(ImmutableList.of(link.command()));
        shell.flow = before;
        Branch skipped = new Branch(Map.of(), before, Streams.NONE);
        Input printed = join(ImmutableList.of(skipped, right), link.command().span());
        output = Streams.concat(output, printed, link.command().span());
      }
      tested = tested || isTest(link.command());
    }
    return output;
  }

  /** Whether the command only asks, so that what follows may well not run. */
  private static boolean isTest(Command command) {
    if (command instanceof Command.Conditional || command instanceof Command.Arithmetic) {
      return true;
    }
    if (command instanceof Command.Pipeline pipeline) {
      return pipeline.negated();
    }
    if (command instanceof Command.Simple simple && !simple.words().isEmpty()) {
      String name = simple.words().get(0).unquoted().orElse("");
      return switch (name) {
        case "[", "test", "grep", "which", "command", "type", "hash", "false", "diff", "cmp" ->
            true;
        default -> false;
      };
    }
    return false;
  }

  @Override
  public Input background(Command.Background command) {
    return shell.runApart(ImmutableList.of(command.command()), shell.frame);
  }

  @Override
  public Input group(Command.Group command) {
    return list(command.body());
  }

  @Override
  public Input subshell(Command.Subshell command) {
    return shell.runApart(command.body(), shell.frame);
  }

  @Override
  public Input ifCommand(Command.If command) {
    List<Branch> branches = new ArrayList<>();
    for (Command.Branch branch : command.branches()) {
      list(branch.condition());
      branches.add(branch(branch.body()));
    }
    branches.add(branch(command.otherwise()));
    return join(branches, command.span());
  }

  @Override
  public Input loop(Command.Loop command) {
    forget(setBy(command.condition(), command.span()), command.span());
    forget(setBy(command.body(), command.span()), command.span());
    Input first = list(command.condition());
    Branch body = branch(command.body());
    Branch once = new Branch(body.changes(), outOfLoop(body.flow()), body.output());
    Input output = join(ImmutableList.of(Branch.SKIPPED, once), command.span());
    return Streams.concat(first, output, command.span());
  }

  /** A loop can be left without running its body to the end, so what follows may always run. */
  private static Flow outOfLoop(Flow flow) {
    return Flow.ON;
  }

  /**
   * What commands set. Each loop around a command looks at it once more, so the looking is paid
   * for.
   */
  private Set<String> setBy(List<Command> commands, Span span) {
    References.Found found = References.setBy(commands);
    shell.session.take(found.commands() / COMMANDS_A_STEP, span);
    return found.names();
  }

  /** Before a loop: what the body sets may already have been set by an earlier round. */
  private void forget(Iterable<String> names, Span span) {
    for (String name : names) {
      if (name.isEmpty()) {
        continue;
      }
      String key = Keys.variable(name);
      ImmutableList<Object> options = shell.memory.options(key);
      Variable unknown = Variable.of(Value.unknown(span, Piece.Kind.FILLED_VARIABLE, name));
      if (options.isEmpty()) {
        shell.memory.putOptions(key, ImmutableList.of(unknown));
      } else if (options.size() < Memory.MAX_OPTIONS) {
        shell.memory.putOptions(
            key, ImmutableList.<Object>builder().addAll(options).add(unknown).build());
      }
    }
  }

  @Override
  public Input forCommand(Command.For command) {
    Optional<ImmutableList<Value>> items = items(command);
    String name = command.name();
    if (items.isEmpty()) {
      shell.assignUnknown(name, Piece.Kind.INPUT, command.span());
      return rounds(command);
    }
    ImmutableList<Value> values = items.get();
    if (values.isEmpty()) {
      return Streams.NONE;
    }
    Frame outer = shell.frame;
    if ((long) outer.repeats() * values.size() > MAX_REPEATS) {
      shell.memory.putOptions(Keys.variable(name), options(values, command.span()));
      return rounds(command);
    }
    Input output = Streams.NONE;
    shell.frame = outer.repeated(values.size());
    for (Value value : values) {
      shell.assign(name, Variable.of(value));
      output = Streams.concat(output, list(command.body()), command.span());
      if (shell.flow != Flow.ON) {
        break;
      }
    }
    shell.frame = outer;
    if (shell.flow == Flow.LEAVES_LOOP) {
      shell.flow = Flow.ON;
    }
    return output;
  }

  private Optional<ImmutableList<Value>> items(Command.For command) {
    if (command.overArguments()) {
      return shell.arguments();
    }
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (Word word : command.words()) {
      values.addAll(shell.expander.words(word));
    }
    return Optional.of(values.build());
  }

  private static ImmutableList<Object> options(ImmutableList<Value> values, Span span) {
    ImmutableList.Builder<Object> options = ImmutableList.builder();
    int count = Math.min(values.size(), Memory.MAX_OPTIONS - 1);
    for (Value value : values.subList(0, count)) {
      options.add(Variable.of(value));
    }
    if (count < values.size()) {
      boolean numbers =
          values.stream()
              .allMatch(v -> v.constant().filter(t -> t.matches("-?[0-9]+")).isPresent());
      options.add(
          Variable.of(
              Value.unknown(span, numbers ? Piece.Kind.NUMBER : Piece.Kind.INPUT, "one of many")));
    }
    return options.build();
  }

  private Input rounds(Command.For command) {
    forgetExcept(command);
    Branch body = branch(command.body());
    Branch once = new Branch(body.changes(), Flow.ON, body.output());
    return join(ImmutableList.of(Branch.SKIPPED, once), command.span());
  }

  private void forgetExcept(Command.For command) {
    var names = setBy(command.body(), command.span());
    names.remove(command.name());
    forget(names, command.span());
  }

  @Override
  public Input arithmeticFor(Command.ArithmeticFor command) {
    shell.expander.arithmetic(command.span(), command.start());
    forget(setBy(command.body(), command.span()), command.span());
    for (String name : Builtins.assignedIn(command.start(), shell)) {
      shell.assignUnknown(name, Piece.Kind.NUMBER, command.span());
    }
    Branch body = branch(command.body());
    Branch once = new Branch(body.changes(), Flow.ON, body.output());
    return join(ImmutableList.of(Branch.SKIPPED, once), command.span());
  }

  @Override
  public Input caseCommand(Command.Case command) {
    Optional<String> subject = shell.expander.value(command.subject()).constant();
    List<Branch> branches = new ArrayList<>();
    boolean falls = false;
    for (Command.Arm arm : command.arms()) {
      Match match = falls ? Match.MAYBE : match(subject, arm);
      falls = false;
      if (match == Match.NO) {
        continue;
      }
      branches.add(branch(arm.body()));
      falls = arm.terminator().equals(";&");
      if (match == Match.YES && arm.terminator().equals(";;")) {
        return join(branches, command.span());
      }
    }
    branches.add(Branch.SKIPPED);
    return join(branches, command.span());
  }

  private enum Match {
    YES,
    NO,
    MAYBE
  }

  private Match match(Optional<String> subject, Command.Arm arm) {
    boolean certain = subject.isPresent();
    for (Word word : arm.patterns()) {
      Optional<String> pattern = shell.expander.pattern(word.parts());
      if (pattern.filter("*"::equals).isPresent()) {
        return Match.YES;
      }
      if (subject.isEmpty() || pattern.isEmpty()) {
        certain = false;
        continue;
      }
      var compiled = new io.countersign.shell.expand.Pattern(pattern.get());
      long cost = compiled.cost(subject.get().length());
      if (cost > CHEAP && !shell.affords(cost, word.span())) {
        certain = false;
      } else if (compiled.matches(subject.get())) {
        return Match.YES;
      }
    }
    return certain ? Match.NO : Match.MAYBE;
  }

  @Override
  public Input conditional(Command.Conditional command) {
    for (Word word : command.words()) {
      shell.expander.value(word);
    }
    return Streams.NONE;
  }

  @Override
  public Input arithmetic(Command.Arithmetic command) {
    shell.commands.builtins().let(command.span(), command.expression());
    return Streams.NONE;
  }

  @Override
  public Input function(Command.Function command) {
    shell.memory.put(Keys.function(command.name()), command);
    return Streams.NONE;
  }

  @Override
  public Input coprocess(Command.Coprocess command) {
    return shell.runApart(ImmutableList.of(command.command()), shell.frame);
  }

  @Override
  public Input redirected(Command.Redirected command) {
    Frame outer = shell.frame;
    Redirections.Applied applied =
        shell.commands.redirections().apply(command.redirects(), outer, false);
    shell.frame = applied.frame();
    Input output = run(command.command());
    shell.commands.redirections().written(applied, output);
    shell.frame = outer;
    return applied.elsewhere() ? Streams.NONE : output;
  }

  @Override
  public Input opaque(Command.Opaque command) {
    // The parser has already said why.
    return new Input.Unknown(command.span(), "unreadable text", false);
  }
}
