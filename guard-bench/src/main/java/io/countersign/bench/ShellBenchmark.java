package io.countersign.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.FileView;
import io.countersign.analysis.Workspace;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal.Agent;
import io.countersign.call.Principal.Human;
import io.countersign.call.Task;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a typical line costs, in units of {@link Yardstick}: the aim is at most 25. What a shape
 * costs at 1 KB and at 1 MB is measured by {@link Shapes}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ShellBenchmark {

  private static final Analyzers ANALYZERS =
      new Analyzers(
          StandardAnalyzers.all(), EnvironmentRules.NONE, Workspace.DEFAULT, FileView.none());

  /** Lines as agents write them. */
  @Param({
    "git status --short && ls -la src",
    "cd web && npm ci && npm run build -- --mode production 2>&1 | tail -20",
    "grep -rn \"TODO\" --include='*.java' src | head -50",
    "kubectl --context prod -n pay delete sts,pvc -l app=ledger",
    "for f in *.txt; do mv \"$f\" \"${f%.txt}.md\"; done",
    "python3 -c \"import json,sys; print(json.load(sys.stdin)['version'])\" < package.json",
    "find . -name '*.pyc' -not -path './venv/*' -delete"
  })
  public String line = "";

  private FrozenCall call = call("ls");

  /** Prepares the call. */
  @Setup
  public void prepare() {
    call = call(line);
  }

  private static FrozenCall call(String command) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("command", command);
    return new FrozenCall(
        "Bash",
        arguments,
        new CallerChain(new Agent("a"), new Task("t"), new Human("h")),
        CallContext.in("/home/h/app"));
  }

  /** A typical line. */
  @Benchmark
  public Analysis typicalLine() {
    return ANALYZERS.analyze(call);
  }

  /** Shapes that were made to cost much; compare the figures of the lengths for each character. */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public static class Shapes {

    /** Every shape. */
    @Param({})
    public ShellShape shape = ShellShape.COMMANDS;

    /** Characters: about 1 KB, 32 KB, and 1 MB less what the limit keeps for the call itself. */
    @Param({"1000", "32000", "1000000"})
    public int length;

    private FrozenCall call = call("ls");

    /** Prepares the text. */
    @Setup
    public void prepare() {
      call = call(shape.of(length));
    }

    /** One analysis; divide by {@link #length}. */
    @Benchmark
    public Analysis analyse() {
      return ANALYZERS.analyze(call);
    }
  }
}
