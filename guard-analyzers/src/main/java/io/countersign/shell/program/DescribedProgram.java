package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Program;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that does what its description says. */
final class DescribedProgram implements Program {

  /** Most resources that get an effect of their own; more become one effect. */
  private static final int MAX_RESOURCES = 50;

  private final String name;
  private final Node root;
  private final ImmutableMap<String, Special> specials;

  DescribedProgram(Node root, ImmutableMap<String, Special> specials) {
    this.name = root.name;
    this.root = root;
    this.specials = specials;
  }

  @Override
  public Analysis effects(Argv argv, Scope scope) {
    Analysis all = Analysis.NOTHING;
    for (CommandLine line : ArgumentReader.read(argv, scope, root)) {
      all = all.plus(effects(line));
    }
    return all;
  }

  private Analysis effects(CommandLine line) {
    Node node = line.node();
    if (asksForHelp(line)) {
      return read(line);
    }
    return act(root.every, line).plus(command(node, line));
  }

  private Analysis command(Node node, CommandLine line) {
    for (Node level = node; level != null; level = level.parent) {
      for (Condition safe : level.safe) {
        if (safe.holds(line) == Certainty.YES) {
          return read(line);
        }
      }
    }
    Value verb = line.unknownVerb();
    if (verb != null) {
      return unknownVerb(line, node, verb);
    }
    if (!node.children.isEmpty() && node.rules.isEmpty() && line.obscured()) {
      return Analysis.unresolved(unresolvedVerb(line, line.obscure().get(0)));
    }
    Analysis said = rules(node, line);
    Optional<CommandLine> other = line.withOptionsForOperand();
    if (other.isEmpty() || !said.unresolved().isEmpty()) {
      return said;
    }
    if (!node.children.isEmpty()) {
      return said.plus(Analysis.unresolved(unresolvedVerb(line, line.positionals().get(0))));
    }
    return said.plus(new Analysis(List.of(), rules(node, other.get()).unresolved()));
  }

  private Analysis rules(Node node, CommandLine line) {
    if (node.rules.isEmpty()) {
      return read(line);
    }
    Analysis all = Analysis.NOTHING;
    boolean matched = false;
    for (Node.Rule rule : node.rules) {
      if (rule.otherwise() && matched) {
        continue;
      }
      Certainty holds = rule.condition().holds(line);
      if (holds == Certainty.NO) {
        continue;
      }
      matched |= holds == Certainty.YES && rule.condition() != Condition.ALWAYS;
      Analysis found = act(rule.actions(), line);
      all = all.plus(holds == Certainty.YES ? found : perhaps(found, line));
    }
    return all;
  }

  /** What may or may not happen: harmless when it would be, else it cannot be said. */
  private Analysis perhaps(Analysis found, CommandLine line) {
    boolean matters = !found.unresolved().isEmpty();
    for (Effect effect : found.effects()) {
      matters |=
          switch (effect.verb()) {
            case DELETE, REPLACE, DISARM ->
                effect.reversibility() != Reversibility.REVERSIBLE && effect.reach() != Reach.ITEM;
            case UPDATE ->
                effect.reversibility() == Reversibility.IRREVERSIBLE
                    && effect.reach() != Reach.ITEM;
            case READ, CREATE, GRANT, EXECUTE, SEND -> false;
          };
    }
    if (!matters) {
      return found;
    }
    Span span = line.argv().span();
    for (Value word : line.argv().arguments()) {
      if (word.firstUnknown().isPresent()) {
        span = word.firstUnknown().get().span();
        break;
      }
    }
    return Analysis.unresolved(
        new Problem(
            ProgramCode.ARGUMENT_UNRESOLVED,
            span,
            "Whether `" + name + "` destroys something here depends on a value that is not known.",
            "Write the value out, or ask for approval."));
  }

  private boolean asksForHelp(CommandLine line) {
    Node node = line.node();
    if (node.noHelp()) {
      return false;
    }
    boolean dashed = node.style() == Node.Style.GO && line.options().containsKey("-help");
    if (dashed || (line.options().containsKey("--help") && node.option("--help") == null)) {
      return true;
    }
    Argv argv = line.argv();
    if (argv.count() == 1) {
      String only = argv.constant(1).orElse("");
      if (only.equals("-h") || only.equals("-V") || only.equals("-?")) {
        return node.option(only) == null;
      }
    }
    if (argv.count() >= 1 && argv.get(1).is("--version") && node.option("--version") == null) {
      return true;
    }
    Value verb = line.unknownVerb();
    if (verb == null) {
      return false;
    }
    return verb.is("help") || (node == root && argv.count() <= 2 && verb.is("version"));
  }

  private Analysis unknownVerb(CommandLine line, Node node, Value verb) {
    if (verb.constant().isEmpty()
        && mayBeSubcommand(node, verb)
        && (node.other == null || !Symbolic.namesOperand(verb))) {
      return Analysis.unresolved(unresolvedVerb(line, verb));
    }
    if (node.other != null) {
      return act(node.other, line);
    }
    return Analysis.unresolved(
        new Problem(
            ProgramCode.SUBCOMMAND_UNKNOWN,
            verb.span(),
            "`" + verb.shown() + "` is no subcommand of `" + command(node) + "` that is known.",
            "Check the spelling; if it is right, ask for approval."));
  }

  /** Whether a word of which only the beginning is known can be one of the subcommands. */
  private static boolean mayBeSubcommand(Node node, Value verb) {
    String prefix = verb.prefix();
    return node.other == null
        || prefix.isEmpty()
        || node.children.keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  private Problem unresolvedVerb(CommandLine line, Value verb) {
    return new Problem(
        ProgramCode.SUBCOMMAND_UNRESOLVED,
        verb.firstUnknown().map(u -> u.span()).orElse(verb.span()),
        "What `" + command(line.node()) + "` would do depends on `" + verb.shown() + "`.",
        "Write the subcommand out.");
  }

  private String command(Node node) {
    return node.parent == null ? name : command(node.parent) + " " + node.name;
  }

  private Analysis act(List<Action> actions, CommandLine line) {
    Analysis all = Analysis.NOTHING;
    for (Action action : actions) {
      all = all.plus(act(action, line));
    }
    return all;
  }

  private Analysis act(Action action, CommandLine line) {
    Scope scope = line.scope();
    if (action instanceof Action.Does does) {
      return does(does, line);
    }
    if (action instanceof Action.Files files) {
      Gathered all = new Gathered();
      for (Ref ref : files.paths()) {
        for (Value path : ref.values(line)) {
          all.add(files.action().on(path, scope));
        }
      }
      return all.analysis();
    }
    if (action instanceof Action.Self) {
      return rules(line.node(), line);
    }
    if (action instanceof Action.Unknown unknown) {
      return Analysis.unresolved(
          new Problem(
              ProgramCode.CODE_UNSEEN, line.argv().span(), unknown.what() + ".", unknown.next()));
    }
    if (action instanceof Action.Shell shell) {
      Gathered all = new Gathered();
      for (Value text : shell.text().values(line)) {
        all.add(scope.inner().shell(text, scope.in(line.facts())));
      }
      return all.analysis();
    }
    if (action instanceof Action.Command command) {
      int index = line.restAt() + command.from() - 1;
      return index < line.argv().words().size()
          ? scope.inner().command(line.argv().from(index), scope.in(line.facts()))
          : Analysis.NOTHING;
    }
    if (action instanceof Action.As as) {
      return Carried.as(as.command(), line.argv(), line.restAt() + as.from() - 1, line);
    }
    if (action instanceof Action.Code code) {
      Gathered all = new Gathered();
      for (Value text : code.text().values(line)) {
        all.add(Carried.code(code, text, line));
      }
      return all.analysis();
    }
    if (action instanceof Action.Script script) {
      return script(script, line);
    }
    if (action instanceof Action.Call call) {
      return call(call.tool(), call.arguments(), line);
    }
    if (action instanceof Action.FromInput input) {
      return fromInput(input, line);
    }
    if (action instanceof Action.Java java) {
      Special special = specials.get(java.name());
      if (special == null) {
        throw new IllegalStateException("no such code: " + java.name());
      }
      return special.effects(line);
    }
    return Analysis.NOTHING;
  }

  private Analysis does(Action.Does does, CommandLine line) {
    List<Value> ids = new ArrayList<>();
    for (Ref ref : does.ids()) {
      ids.addAll(ref.values(line));
    }
    String type = does.type().isEmpty() ? name : does.type();
    Facts facts = facts(line);
    if (ids.isEmpty() || ids.size() > MAX_RESOURCES) {
      String id = ids.isEmpty() ? "?" : ids.get(0).shown() + " and " + (ids.size() - 1) + " more";
      return Analysis.of(effect(does, line, type, id, facts, line.argv().span()));
    }
    List<Effect> effects = new ArrayList<>();
    for (Value id : ids) {
      effects.add(effect(does, line, type, id.shown(), facts, id.span()));
    }
    return new Analysis(effects, List.of());
  }

  private Effect effect(
      Action.Does does, CommandLine line, String type, String id, Facts facts, Span span) {
    String operation =
        !does.operation().isEmpty()
            ? does.operation()
            : name + ":" + (line.node().parent == null ? "Run" : line.node().operation());
    String because =
        does.because().isEmpty()
            ? "`" + command(line.node()) + "` " + meaning(does.verb())
            : does.because();
    Evidence evidence =
        new Evidence(
            "program-" + name + (line.node().parent == null ? "" : "-" + line.node().name),
            span,
            because,
            does.instead());
    Resource resource = Resource.of(type, id).with(line.scope().place().plus(facts));
    return new Effect(
        operation, does.verb(), resource, does.reversibility(), does.reach(), evidence);
  }

  private static String meaning(Verb verb) {
    return switch (verb) {
      case READ -> "only reads";
      case CREATE -> "makes something new";
      case UPDATE -> "changes it";
      case DELETE -> "deletes it";
      case REPLACE -> "replaces it";
      case DISARM -> "takes a safeguard away";
      case GRANT -> "changes who may do what";
      case EXECUTE -> "runs it";
      case SEND -> "sends data";
    };
  }

  private static Facts facts(CommandLine line) {
    Facts facts = line.facts();
    for (Node node = line.node(); node != null; node = node.parent) {
      for (Map.Entry<Fact, Ref> fact : node.facts) {
        Optional<String> value =
            fact.getValue().values(line).stream().findFirst().flatMap(Value::constant);
        if (value.isPresent() && facts.find(fact.getKey()).isEmpty()) {
          facts = facts.with(fact.getKey(), value.get());
        }
      }
    }
    return facts;
  }

  private Analysis read(CommandLine line) {
    String path = line.node().operation();
    String operation = name + ":" + (path.isEmpty() ? "Read" : path);
    return Analysis.of(
        Effect.read(
            operation,
            Resource.of(name, "?").with(line.scope().place()),
            Evidence.at("program-" + name, line.argv().span(), "`" + name + "` only reads here")));
  }

  private static Analysis script(Action.Script script, CommandLine line) {
    Gathered all = new Gathered();
    for (Value path : script.path().values(line)) {
      all.add(Carried.script(path, line));
    }
    return all.analysis();
  }

  private static Analysis call(String tool, Map<String, Object> arguments, CommandLine line) {
    return Carried.call(tool, arguments, line);
  }

  private static Analysis fromInput(Action.FromInput input, CommandLine line) {
    Input from = line.scope().input();
    if (from instanceof Input.None) {
      return Analysis.NOTHING;
    }
    if (from instanceof Input.Known known) {
      if (input.tool().equals("shell")) {
        return line.scope().inner().shell(known.text(), line.scope());
      }
      ObjectNode arguments = JsonNodeFactory.instance.objectNode();
      return Carried.with(
          input.tool(), input.argument(), known.text(), input.more(), line, arguments);
    }
    return Analysis.unresolved(
        new Problem(
            ProgramCode.CODE_UNSEEN,
            line.argv().span(),
            "What `"
                + line.argv().program()
                + "` reads from its standard input is not in the call.",
            "Put the text into the call, or ask for approval."));
  }
}
