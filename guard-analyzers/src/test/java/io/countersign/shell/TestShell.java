package io.countersign.shell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.call.ToolAnnotations;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Program;
import io.countersign.shell.command.Programs;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Targets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shell analyzer with three programs of its own: {@code rm}, {@code zap} (destroys whatever it is
 * given) and some that do no harm. So these tests are about the shell and not about programs.
 */
public final class TestShell {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CallerChain CALLERS =
      new CallerChain(new Principal.Agent("agent"), new Task("task"), new Principal.Human("human"));
  private static final List<String> HARMLESS =
      List.of(
          "ls",
          "cat",
          "grep",
          "mkdir",
          "touch",
          "git",
          "tee",
          "sleep",
          "cp",
          "date",
          "head",
          "tail",
          "wc",
          "base64",
          "mktemp",
          "sed",
          "tr",
          "rev",
          "xxd",
          "basename",
          "dirname",
          "realpath",
          "sort",
          "uniq",
          "cut",
          "seq",
          "find",
          "curl",
          "wget",
          "kubectl",
          "make",
          "npm",
          "jq",
          "docker",
          "true",
          "chmod",
          "ssh-agent",
          "direnv",
          "which",
          "openssl",
          "yes");

  private static final Analyzers ANALYZERS = Analyzers.of(new ShellAnalyzer(programs()), sql());

  private TestShell() {}

  static Programs programs() {
    Map<String, Program> programs = new HashMap<>();
    HARMLESS.forEach(name -> programs.put(name, (argv, scope) -> Analysis.NOTHING));
    programs.put("rm", TestShell::rm);
    programs.put("zap", TestShell::zap);
    return Programs.of(programs);
  }

  private static Analyzer sql() {
    return new Analyzer() {
      @Override
      public boolean handles(String tool) {
        return tool.equals("sql");
      }

      @Override
      public Analysis analyze(FrozenCall call, AnalysisContext context) {
        return call.arguments().path("statement").asText().startsWith("DROP")
            ? Analysis.of(destroys("sql", new io.countersign.problem.Span(0, 0)))
            : Analysis.NOTHING;
      }
    };
  }

  private static Effect destroys(String what, io.countersign.problem.Span span) {
    return new Effect(
        "test:Zap",
        Verb.DELETE,
        Resource.of("test", what),
        Reversibility.IRREVERSIBLE,
        Reach.RESOURCE,
        Evidence.at("test-zap", span, "it zaps"));
  }

  private static Analysis zap(Argv argv, Scope scope) {
    boolean help = argv.arguments().stream().anyMatch(v -> v.is("--help"));
    return help ? Analysis.NOTHING : Analysis.of(destroys("all", argv.span()));
  }

  private static Analysis rm(Argv argv, Scope scope) {
    Gathered all = new Gathered();
    boolean tree =
        argv.arguments().stream()
            .anyMatch(v -> v.prefix().matches("-[a-zA-Z]*[rR][a-zA-Z]*|--recursive"));
    boolean options = true;
    for (Value value : argv.arguments()) {
      if (options && value.prefix().startsWith("-")) {
        options = !value.is("--");
        continue;
      }
      all.add(
          FileEffects.delete(
              Targets.of(value, scope),
              tree ? FileEffects.Extent.TREE : FileEffects.Extent.ONE,
              scope));
    }
    return all.analysis();
  }

  /** What a command line in {@code /home/dev/app} would do. */
  public static Analysis analyze(String command) {
    return analyze(command, ImmutableMap.of());
  }

  /** The same with files at hand. */
  public static Analysis analyze(String command, ImmutableMap<String, String> files) {
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("command", command);
    arguments.put("cwd", "/home/dev/app");
    return call(arguments, files);
  }

  static Analysis call(ObjectNode arguments, ImmutableMap<String, String> files) {
    CallContext context = new CallContext("", Facts.NONE, files, ToolAnnotations.NONE);
    return ANALYZERS.analyze(new FrozenCall("Bash", arguments, CALLERS, context));
  }

  public static Kind kind(String command) {
    return Classifier.classify(analyze(command)).kind();
  }
}
