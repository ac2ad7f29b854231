package io.countersign.bench;

import io.countersign.rego.RegoProgram;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Loads one policy in a new JVM, asks it once, and prints how long that took and what it keeps. */
public final class ColdStart {
  private ColdStart() {}

  /**
   * Prints one line of JSON.
   *
   * @param args the folder of the policy
   */
  public static void main(String[] args) throws IOException {
    long jvm = ManagementFactory.getRuntimeMXBean().getUptime();
    long start = System.nanoTime();
    RegoProgram cold = load(Path.of(args[0]));
    double first = (System.nanoTime() - start) / 1e6;
    Reference.reachabilityFence(cold);
    cold = null;
    long without = used();
    RegoProgram kept = load(Path.of(args[0]));
    long with = used();
    Reference.reachabilityFence(kept);
    System.out.println(
        "{\"jvm_ms\": "
            + jvm
            + ", \"load_ms\": "
            + first
            + ", \"kept_kb\": "
            + (with - without) / 1024
            + "}");
  }

  private static RegoProgram load(Path folder) throws IOException {
    RegoProgram program =
        RegoProgram.load(
            RegoBundle.of(
                Files.readAllBytes(folder.resolve("plan.json")),
                Files.readAllBytes(folder.resolve("data.json"))));
    var unused =
        program.evaluate(
            "bench/verdict",
            program.input(Files.readAllBytes(folder.resolve("input.json"))),
            Budget.DEFAULT,
            InstantSource.system());
    return program;
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
