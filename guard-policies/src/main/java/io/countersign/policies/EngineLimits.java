package io.countersign.policies;

import java.time.Duration;

/**
 * What an evaluation may take. Passing a limit is a denial, each with its own code.
 *
 * @param instances how many evaluations may run at once in an engine that needs memory for each; at
 *     least 1
 * @param maxMemoryBytes memory of one such instance; 1 MiB to 2 GiB
 * @param deadline longest evaluation by the wall; positive. Generous on purpose: an answer should
 *     not depend on how busy the machine is, and the plan engine counts steps besides
 * @param borrowTimeout longest wait for a free instance; not negative
 * @param warmUps evaluations of examples by each instance before the engine is ready; not negative.
 *     A WebAssembly instance needs about 1,000 before the JIT has it at full speed
 */
public record EngineLimits(
    int instances, long maxMemoryBytes, Duration deadline, Duration borrowTimeout, int warmUps) {

  private static final long PAGE = 65_536;

  /** For a resident process: up to 4 instances of 64 MiB, 20 s, 1 s, 100 warm-ups. */
  public static final EngineLimits RESIDENT =
      new EngineLimits(
          Math.min(4, Runtime.getRuntime().availableProcessors()),
          64L << 20,
          Duration.ofSeconds(20),
          Duration.ofSeconds(1),
          100);

  /** For a process that decides one call: one instance, built when it is first asked. */
  public static final EngineLimits ONE_SHOT =
      new EngineLimits(1, 64L << 20, Duration.ofSeconds(20), Duration.ofSeconds(10), 0);

  public EngineLimits {
    if (instances < 1 || instances > 1_024) {
      throw new IllegalArgumentException("an engine has 1 to 1024 instances");
    }
    if (maxMemoryBytes < 1L << 20 || maxMemoryBytes > 1L << 31) {
      throw new IllegalArgumentException("an instance has 1 MiB to 2 GiB of memory");
    }
    if (deadline.isNegative() || deadline.isZero() || borrowTimeout.isNegative() || warmUps < 0) {
      throw new IllegalArgumentException("a limit of time is positive");
    }
  }

  /** The memory in WebAssembly pages of 64 KiB. */
  int maxPages() {
    return (int) (maxMemoryBytes / PAGE);
  }
}
