package io.countersign.bench;

import io.countersign.cloud.aws.AwsOperation;
import io.countersign.cloud.aws.AwsOperations;
import io.countersign.cloud.azure.AzureOperation;
import io.countersign.cloud.azure.AzureOperations;
import io.countersign.cloud.gcp.GcpMethod;
import io.countersign.cloud.gcp.GcpMethods;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The tables of cloud operations: how long one lookup takes once its service was used, and how long
 * a cold process takes to load a table and look one operation up (aim: 50 ms, and less than a
 * microsecond for each lookup after that).
 */
@State(Scope.Benchmark)
@Fork(3)
public class CloudTablesBenchmark {

  private final AwsOperations aws = AwsOperations.load();
  private final GcpMethods gcp = GcpMethods.load();
  private final AzureOperations azure = AzureOperations.load();

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 3, time = 1)
  public Optional<AwsOperation> lookUpAws() {
    return aws.find("rds", "DeleteDBInstance");
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 3, time = 1)
  public Optional<GcpMethod> lookUpGcp() {
    return gcp.find("compute", "instances.delete");
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 3, time = 1)
  public List<AzureOperation> lookUpAzure() {
    return azure.named("virtual_machines.begin_delete");
  }

  /** In a new process each time, as a hook is. */
  @State(Scope.Thread)
  @Fork(10)
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public static class Cold {

    @Benchmark
    public Optional<AwsOperation> loadAws() {
      return AwsOperations.load().find("rds", "DeleteDBInstance");
    }

    @Benchmark
    public Optional<GcpMethod> loadGcp() {
      return GcpMethods.load().find("compute", "instances.delete");
    }

    @Benchmark
    public List<AzureOperation> loadAzure() {
      return AzureOperations.load().named("virtual_machines.begin_delete");
    }
  }
}
