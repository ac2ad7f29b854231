package io.countersign.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.plan.TerraformPlanAnalyzer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A Terraform plan of many changes: ten times as many take ten times as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
// JMH sets the state up before it is used.
@SuppressWarnings("NullAway.Init")
public class PlanBenchmark {

  private static final String[][] ACTIONS = {
    {"create"}, {"update"}, {"delete"}, {"delete", "create"}, {"no-op"}
  };

  private static final String[] TYPES = {
    "aws_instance", "aws_db_instance", "aws_s3_bucket", "null_resource", "google_sql_database"
  };

  /** How many resource changes the plan has. */
  @Param({"100", "1000", "10000"})
  int changes;

  private final Analyzers analyzers = Analyzers.of(new TerraformPlanAnalyzer());
  private FrozenCall call;

  @Setup
  public void makePlan() {
    ObjectNode plan = JsonNodeFactory.instance.objectNode().put("format_version", "1.2");
    ArrayNode all = plan.putArray("resource_changes");
    for (int i = 0; i < changes; i++) {
      String type = TYPES[i % TYPES.length];
      ObjectNode change = all.addObject();
      change.put("address", type + ".r" + i).put("mode", "managed").put("type", type);
      change.put("name", "r" + i);
      ObjectNode what = change.putObject("change");
      ArrayNode actions = what.putArray("actions");
      for (String action : ACTIONS[(i / TYPES.length) % ACTIONS.length]) {
        actions.add(action);
      }
      what.putObject("before").put("id", "id-" + i).put("deletion_protection", true);
      what.putObject("after").put("deletion_protection", i % 2 == 0);
    }
    call =
        new FrozenCall(
            "terraform_plan",
            JsonNodeFactory.instance.objectNode().set("plan", plan),
            new CallerChain(new Principal.Agent("kiro"), new Task("t"), new Principal.Human("ada")),
            CallContext.UNKNOWN);
  }

  @Benchmark
  public Analysis analysePlan() {
    return analyzers.analyze(call);
  }
}
