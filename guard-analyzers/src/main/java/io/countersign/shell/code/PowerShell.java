package io.countersign.shell.code;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Targets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what a text of PowerShell would do. Cmdlets that touch files or carry code are known one by
 * one, the others by their verb ({@link Cmdlets}); what is no cmdlet is a program.
 */
public final class PowerShell {

  private static final int MAX_LENGTH = 1 << 18;
  private static final int MAX_DEPTH = 4;

  private final Span span;
  private final Scope scope;
  private final Function<Character, Optional<Piece.Unknown>> standIns;
  private final int depth;
  private Optional<Value> fed = Optional.empty();
  private boolean fedFromNetwork;

  private PowerShell(
      Span span, Scope scope, Function<Character, Optional<Piece.Unknown>> standIns, int depth) {
    this.span = span;
    this.scope = scope;
    this.standIns = standIns;
    this.depth = depth;
  }

  /** Analyses a text; {@code standIns} resolves characters that stand for something unknown. */
  public static Analysis analyze(
      String code, Span span, Scope scope, Function<Character, Optional<Piece.Unknown>> standIns) {
    return new PowerShell(span, scope, standIns, 0).text(code);
  }

  /** Analyses a text as {@code -EncodedCommand} takes it: base64 of UTF-16. */
  public static Analysis encoded(
      String base64,
      Span span,
      Scope scope,
      Function<Character, Optional<Piece.Unknown>> standIns) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return analyze(new String(bytes, StandardCharsets.UTF_16LE), span, scope, standIns);
    } catch (IllegalArgumentException e) {
      return Analysis.unresolved(InlineCode.opaque(span, "it is no base64"));
    }
  }

  private Analysis text(String code) {
    if (code.length() > MAX_LENGTH || depth > MAX_DEPTH) {
      return Analysis.unresolved(InlineCode.opaque(span, "the program is too long or too deep"));
    }
    List<Effect> effects = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    effects.add(
        effect("code:Run", Verb.EXECUTE, Reversibility.REVERSIBLE, Reach.ITEM, "powershell"));
    for (PowerShellReader.Line line : PowerShellReader.read(code, span, scope, standIns)) {
      Analysis found = line(line);
      effects.addAll(found.effects());
      problems.addAll(found.unresolved());
    }
    return new Analysis(effects, problems);
  }

  private Analysis line(PowerShellReader.Line line) {
    Gathered all = new Gathered();
    for (PowerShellReader.Output output : line.outputs()) {
      all.add(write(output.path(), output.append()));
    }
    if (!line.piped()) {
      fed = Optional.empty();
      fedFromNetwork = false;
    }
    List<Value> words = line.words();
    int first = 0;
    while (first < words.size() && Cmdlets.isKeyword(words.get(first).constant().orElse(""))) {
      boolean names = words.get(first).constant().filter("function"::equals).isPresent();
      first += names ? 2 : 1;
    }
    if (first >= words.size()) {
      return all.analysis();
    }
    Value head = words.get(first);
    if (head.constant().isEmpty() && line.called()) {
      all.add(
          Analysis.unresolved(
              InlineCode.opaque(span, "it calls `" + head.shown() + "`, which is not known")));
      return all.analysis();
    }
    String suffix = head.suffix();
    if (head.constant().isEmpty() && suffix.matches("(?i).*\\.(delete|kill)")) {
      all.add(member(suffix.substring(suffix.lastIndexOf('.')), List.of()));
      return all.analysis();
    }
    if (isExpression(head)) {
      return all.analysis();
    }
    all.add(command(words.subList(first, words.size())));
    return all.analysis();
  }

  /** Whether a word is a value and names no command. */
  private static boolean isExpression(Value word) {
    if (word.constant().isEmpty()) {
      return true;
    }
    String text = word.constant().get();
    return text.isEmpty()
        || text.startsWith("-")
        || text.startsWith("\0")
        || text.startsWith("@")
        || Character.isDigit(text.charAt(0))
        || text.startsWith("[") && !text.contains("]::")
        || text.startsWith(".") && !text.matches("\\.[A-Za-z]+|\\./.*|\\.\\\\.*|\\.");
  }

  private Analysis command(List<Value> words) {
    String written = words.get(0).constant().orElse("");
    String name = Cmdlets.canonical(written);
    CmdletArguments arguments = CmdletArguments.of(words);
    if (arguments.has("whatif")) {
      return Analysis.of(
          effect(written, Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "it is only a trial"));
    }
    if (name.contains("]::") || name.startsWith(".")) {
      return member(written, words.subList(1, words.size()));
    }
    return switch (name) {
      case "remove-item" -> removed(arguments);
      case "clear-content", "clear-item" -> each(arguments.paths(), p -> emptied(p));
      case "set-content", "out-file", "tee-object", "new-item" ->
          each(arguments.paths("filepath"), p -> write(p, arguments.has("append")));
      case "add-content" -> each(arguments.paths(), p -> write(p, true));
      case "move-item", "rename-item" -> moved(arguments);
      case "copy-item" -> each(arguments.second("destination"), p -> write(p, false));
      case "get-childitem", "get-item", "resolve-path" -> listed(arguments);
      case "invoke-expression" -> expression(arguments);
      case "invoke-webrequest", "invoke-restmethod" -> request(arguments);
      case "start-process" -> started(arguments);
      case "invoke-sqlcmd", "invoke-sqlcmd2", "invoke-dbaquery" -> statement(arguments);
      default -> Cmdlets.isCmdlet(name) ? byVerb(name, arguments) : program(words);
    };
  }

  private Analysis each(List<Value> values, Function<Value, Analysis> does) {
    Gathered all = new Gathered();
    for (Value value : values) {
      all.add(does.apply(value));
    }
    return all.analysis();
  }

  private Value path(Value value) {
    return WindowsPaths.slashed(value, scope);
  }

  private Analysis removed(CmdletArguments arguments) {
    FileEffects.Extent extent =
        arguments.hasShort("r") ? FileEffects.Extent.TREE : FileEffects.Extent.ONE;
    List<Value> paths = new ArrayList<>(arguments.paths());
    if (paths.isEmpty()) {
      paths.add(fed.orElseGet(() -> Value.unknown(span, Piece.Kind.INPUT, "the pipeline")));
    }
    return each(paths, p -> FileEffects.delete(Targets.of(path(p), scope), extent, scope));
  }

  private Analysis emptied(Value value) {
    return FileEffects.empty(Targets.of(path(value), scope), scope);
  }

  private Analysis write(Value value, boolean append) {
    Value path = path(value);
    if (path.is("null") || path.constant().filter(p -> p.endsWith("/null")).isPresent()) {
      return Analysis.NOTHING;
    }
    return append
        ? FileEffects.append(Targets.of(path, scope), scope)
        : FileEffects.overwrite(Targets.of(path, scope), scope);
  }

  private Analysis moved(CmdletArguments arguments) {
    Gathered all = new Gathered();
    all.add(each(arguments.second("destination"), p -> write(p, false)));
    for (Value source : arguments.paths().stream().limit(1).toList()) {
      all.add(
          switch (Targets.of(path(source), scope).area()) {
            case WORKSPACE, WORKSPACE_ROOT, BUILD, MADE, SCRATCH, SINK -> Analysis.NOTHING;
            case REPOSITORY, SECRETS, GUARD, HOME, DEVICE, SYSTEM, OUTSIDE, UNKNOWN ->
                FileEffects.delete(Targets.of(path(source), scope), FileEffects.Extent.TREE, scope);
          });
    }
    return all.analysis();
  }

  /** What is listed goes to the next command of the pipeline. */
  private Analysis listed(CmdletArguments arguments) {
    List<Value> paths = arguments.paths();
    Value start = paths.isEmpty() ? Value.of(span, ".") : path(paths.get(0));
    List<Piece> pieces = new ArrayList<>(start.pieces());
    pieces.add(new Piece.Text("/"));
    pieces.add(new Piece.Unknown(span, Piece.Kind.BELOW, "listed", false));
    fed = Optional.of(Value.join(span, pieces));
    return Analysis.of(
        effect("Get-ChildItem", Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "it lists"));
  }

  private Analysis expression(CmdletArguments arguments) {
    List<Value> texts = arguments.values("command");
    if (texts.isEmpty()) {
      texts = arguments.positionals();
    }
    Optional<String> text = texts.size() == 1 ? texts.get(0).constant() : Optional.<String>empty();
    boolean known = text.isPresent() && !fedFromNetwork;
    return known
        ? new PowerShell(span, scope, standIns, depth + 1).text(text.get())
        : Analysis.unresolved(InlineCode.opaque(span, "it runs a text that is not known"));
  }

  private Analysis request(CmdletArguments arguments) {
    fedFromNetwork = true;
    Analysis all = each(arguments.values("outfile"), p -> write(p, false));
    List<Value> urls = arguments.values("uri");
    urls = urls.isEmpty() ? arguments.positionals() : urls;
    String method =
        arguments.values("method").stream()
            .findFirst()
            .flatMap(Value::constant)
            .orElse("GET")
            .toUpperCase(Locale.ROOT);
    if (urls.isEmpty()) {
      return all;
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("method", method).put("url", urls.get(0).shown());
    return all.plus(scope.inner().call("http", call, scope));
  }

  private Analysis started(CmdletArguments arguments) {
    List<Value> words = new ArrayList<>(arguments.values("filepath"));
    words = words.isEmpty() ? new ArrayList<>(arguments.positionals()) : words;
    for (Value value : arguments.values("argumentlist")) {
      for (String word : value.constant().orElse("").split(" ")) {
        if (!word.isEmpty()) {
          words.add(Value.of(span, word));
        }
      }
    }
    return words.isEmpty() ? Analysis.NOTHING : program(words);
  }

  private Analysis statement(CmdletArguments arguments) {
    List<Value> queries = arguments.values("query");
    queries = queries.isEmpty() ? arguments.positionals() : queries;
    if (queries.isEmpty()) {
      return Analysis.unresolved(InlineCode.opaque(span, "it runs statements from elsewhere"));
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("statement", queries.get(0).shown()).put("dialect", "tsql");
    return scope.inner().call("sql", call, scope);
  }

  private Analysis member(String written, List<Value> arguments) {
    String name = written.substring(Math.max(written.lastIndexOf(':'), 0)).replace(":", "");
    String type = written.toLowerCase(Locale.ROOT);
    String method = name.replace(".", "").toLowerCase(Locale.ROOT);
    boolean files = type.contains("io.file") || type.contains("io.directory");
    Value first =
        arguments.isEmpty() ? Value.unknown(span, Piece.Kind.INPUT, "?") : arguments.get(0);
    if (files && method.equals("delete")) {
      return FileEffects.delete(Targets.of(path(first), scope), FileEffects.Extent.TREE, scope);
    }
    if (files && (method.startsWith("write") || method.equals("create"))) {
      return write(first, false);
    }
    if (files && (method.equals("move") || method.equals("copy") || method.equals("replace"))) {
      return arguments.size() > 1 ? write(arguments.get(1), false) : Analysis.NOTHING;
    }
    if (type.contains("scriptblock]::create")) {
      return first
          .constant()
          .map(t -> new PowerShell(span, scope, standIns, depth + 1).text(t))
          .orElseGet(
              () ->
                  Analysis.unresolved(InlineCode.opaque(span, "it runs a text that is not known")));
    }
    if (written.startsWith(".") && (method.equals("delete") || method.equals("kill"))) {
      return Analysis.of(
          effect(
              written,
              Verb.DELETE,
              Reversibility.UNKNOWN,
              Reach.RESOURCE,
              "`" + written + "` deletes what it is called on"));
    }
    return Analysis.NOTHING;
  }

  private Analysis byVerb(String name, CmdletArguments arguments) {
    Cmdlets.Meaning meaning = Cmdlets.meaning(name);
    if (meaning.verb() == Verb.EXECUTE && meaning.reversibility() == Reversibility.UNKNOWN) {
      return Analysis.unresolved(
          InlineCode.opaque(span, "`" + name + "` begins with no verb that is known"));
    }
    Analysis all =
        Analysis.of(
            effect(
                name,
                meaning.verb(),
                meaning.reversibility(),
                meaning.reach(),
                "`" + name + "` says by its verb what it does"));
    return name.startsWith("export-")
        ? all.plus(each(arguments.paths("filepath"), p -> write(p, false)))
        : all;
  }

  private Analysis program(List<Value> words) {
    return scope.inner().command(new Argv(span, words), scope);
  }

  private Effect effect(
      String operation, Verb verb, Reversibility reversibility, Reach reach, String because) {
    return new Effect(
        operation.contains(":") && !operation.contains("]") ? operation : "powershell:" + operation,
        verb,
        Resource.of("powershell", operation).with(scope.place()),
        reversibility,
        reach,
        Evidence.at("code-powershell", span, because));
  }
}
