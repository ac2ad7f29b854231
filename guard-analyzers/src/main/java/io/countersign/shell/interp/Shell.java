package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Workspace;
import io.countersign.problem.Span;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Expander;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Surroundings;
import io.countersign.shell.expand.Value;
import io.countersign.shell.expand.Variable;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One shell process: what it remembers, and the parts that run commands in it. */
final class Shell implements Surroundings {

  /** Most made files and links that are told to programs. */
  private static final int MAX_TOLD = 200;

  /** Copying so many characters costs about as much as following a command. */
  private static final int CHARACTERS_A_STEP = 16;

  /** Values up to this weight are kept without asking. */
  private static final int CHEAP = 64;

  /** Most traps of one shell; Linux has 64 signals, and bash four conditions of its own. */
  private static final int MAX_TRAPS = 68;

  /** Longest working directory; PATH_MAX of Linux. */
  private static final int MAX_DIRECTORY = 4_096;

  final Session session;
  final Memory memory = new Memory();
  final Expander expander;
  final Runner runner;
  final Commands commands;
  final Texts texts;
  final Analyses analyses;

  /** Where the command that is being run stands. */
  Frame frame;

  Flow flow = Flow.ON;

  private final Set<String> exported = new HashSet<>();
  private final Set<String> made = new LinkedHashSet<>();
  private final Map<String, String> links = new HashMap<>();
  private ImmutableSet<String> madeNow = ImmutableSet.of();
  private final Set<String> trapped = new LinkedHashSet<>();
  private int apart;

  /** What the shell was started with. */
  private final Scope.Environment inherited;

  Shell(Session session, Frame frame, Value directory, Scope.Environment inherited) {
    this.session = session;
    this.inherited = inherited;
    this.frame = frame;
    this.expander = new Expander(this);
    this.analyses = new Analyses(session);
    this.texts = new Texts(this);
    this.commands = new Commands(this);
    this.runner = new Runner(this);
    memory.put(Keys.DIRECTORY, directory);
  }

  /** Runs commands in another frame and comes back to this one. */
  Input run(List<Command> list, Frame inside) {
    Frame outer = frame;
    frame = inside;
    Input output = runner.list(list);
    frame = outer;
    return output;
  }

  /** As {@link #run}, in a copy of the shell: what it changes is forgotten. */
  Input runApart(List<Command> list, Frame inside) {
    int mark = memory.mark();
    Flow before = flow;
    // A subshell does not inherit traps, and runs its own when it ends.
    List<String> inherited = ImmutableList.copyOf(trapped);
    trapped.clear();
    apart++;
    Input output = run(list, inside);
    runTraps();
    apart--;
    trapped.clear();
    trapped.addAll(inherited);
    memory.rollback(mark);
    flow = before;
    return output;
  }

  /** How many subshells around the command that is being run. */
  int apart() {
    return apart;
  }

  void trap(String name, Value script) {
    if (trapped.size() >= MAX_TRAPS && !trapped.contains(name)) {
      // There are not so many signals: it counts as run, and is not carried into each subshell.
      Flow before = flow;
      texts.run(script, frame);
      flow = before;
      return;
    }
    memory.put(Keys.trap(name), script);
    trapped.add(name);
  }

  /** Runs what was asked to run at the end. */
  void runTraps() {
    if (trapped.isEmpty()) {
      return;
    }
    Flow before = flow;
    for (String name : ImmutableList.copyOf(trapped)) {
      for (Object script : memory.options(Keys.trap(name))) {
        if (script instanceof Value value) {
          flow = Flow.ON;
          memory.put(Keys.trap(name), Memory.ABSENT);
          texts.run(value, frame);
        }
      }
    }
    flow = before;
  }

  // What expansion asks.

  @Override
  public Optional<Variable> variable(String name) {
    ImmutableList<Object> options = memory.options(Keys.variable(name));
    if (options.size() == 1 && options.get(0) instanceof Variable variable) {
      return Optional.of(variable);
    }
    if (options.size() > 1) {
      return Optional.empty();
    }
    Optional<Variable> given = inherited.find(name).map(Variable::of);
    return given.isPresent() ? given : Predefined.variable(name, this, frame.elsewhere());
  }

  @Override
  public void assign(String name, Variable value) {
    long weight = 16L * (value.elements().size() - 1);
    for (Value element : value.elements().values()) {
      weight += element.weight();
    }
    boolean kept = weight <= CHEAP || affords(weight, new Span(0, 0));
    memory.put(
        Keys.variable(name),
        kept ? value : Variable.of(Value.unknown(new Span(0, 0), Piece.Kind.VARIABLE, name)));
  }

  void assignUnknown(String name, Piece.Kind kind, Span span) {
    assign(name, Variable.of(Value.unknown(span, kind, name)));
  }

  @Override
  public Optional<ImmutableList<Value>> arguments() {
    return memory.certain(Keys.ARGUMENTS) instanceof Arguments arguments
        ? Optional.of(arguments.values())
        : Optional.empty();
  }

  void setArguments(ImmutableList<Value> values) {
    memory.put(Keys.ARGUMENTS, new Arguments(values));
  }

  private record Arguments(ImmutableList<Value> values) {}

  @Override
  public Value directory() {
    return memory.certain(Keys.DIRECTORY) instanceof Value value
        ? value
        : Value.unknown(new Span(0, 0), Piece.Kind.DIRECTORY, "working directory");
  }

  void changeDirectory(Value directory) {
    memory.put(Keys.OLD_DIRECTORY, directory());
    memory.put(
        Keys.DIRECTORY,
        directory.weight() <= MAX_DIRECTORY
            ? directory
            : Value.unknown(directory.span(), Piece.Kind.DIRECTORY, "working directory"));
  }

  @Override
  public String home() {
    return session.workspace.home();
  }

  @Override
  public Value output(Part.CommandSubstitution substitution) {
    if (!session.enter(substitution.span())) {
      return Value.unknown(substitution.span(), Piece.Kind.OUTPUT, "too deep");
    }
    Input output =
        runApart(substitution.script().commands(), frame.reading(frame.input()).captured(true));
    session.leave();
    return Streams.asValue(output, substitution.span());
  }

  @Override
  public Value name(Part.ProcessSubstitution substitution) {
    String path = "/dev/fd/" + session.nextStream();
    Frame inside =
        substitution.reads()
            ? frame.captured(true)
            : frame
                .reading(new Input.Unknown(substitution.span(), "another command", false))
                .captured(false);
    Input output = runApart(substitution.script().commands(), inside);
    if (substitution.reads()) {
      memory.put(Keys.content(path), output);
    }
    return Value.of(substitution.span(), path);
  }

  @Override
  public boolean affords(long characters, Span where) {
    return session.take(characters / CHARACTERS_A_STEP, where);
  }

  @Override
  public Optional<Piece.Unknown> standsFor(char c) {
    return session.standsFor(c);
  }

  // What programs are told.

  void export(String name) {
    exported.add(name);
  }

  void made(String path) {
    if (made.size() < MAX_TOLD && made.add(path)) {
      madeNow = ImmutableSet.copyOf(made);
    }
  }

  /** The value of a variable as programs see it. */
  private Optional<Value> told(String name) {
    ImmutableList<Object> options = memory.options(Keys.variable(name));
    if (options.isEmpty()) {
      return inherited.find(name);
    }
    boolean passed = exported.contains(name) || inherited.find(name).isPresent();
    return passed && memory.certain(Keys.variable(name)) instanceof Variable variable
        ? variable.element("0")
        : Optional.empty();
  }

  Scope scope(Frame at) {
    if (directory().weight() > CHEAP) {
      // Each path that is looked at begins with it.
      affords(directory().weight(), new Span(0, 0));
    }
    Workspace workspace = session.workspace;
    return new Scope(
        directory(),
        workspace,
        this::told,
        at.place(),
        at.elsewhere(),
        at.elevated(),
        at.input(),
        madeNow,
        at.elsewhere() ? path -> Optional.empty() : new Known(),
        analyses);
  }

  /** A symbolic link that the command line makes: what stands at one path is at another. */
  void linked(String link, String target) {
    if (links.size() < MAX_TOLD) {
      links.put(link, target);
    }
  }

  /** Contents that this shell has written or was given, and links that it has made or may see. */
  private final class Known implements Scope.Files {

    @Override
    public Optional<String> read(String path) {
      return texts.content(path);
    }

    @Override
    public Optional<String> realPath(String path) {
      String target = links.get(path);
      return target == null ? session.files.realPath(path) : Optional.of(target);
    }
  }
}
