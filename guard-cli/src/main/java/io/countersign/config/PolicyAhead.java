package io.countersign.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.policies.EngineLimits;
import io.countersign.policies.OneShotPolicy;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import io.countersign.policies.PolicyLoadException;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The default policy, made ready by a thread of its own while the caller reads its configuration
 * and its input: half of what a process does that decides one call. Whoever asks an engine of it
 * before it is ready waits; if it fails, every call is denied with the reason.
 */
public final class PolicyAhead {

  private final Phases phases;
  private final FutureTask<OneShotPolicy> ready = new FutureTask<>(this::load);

  private PolicyAhead(Phases phases) {
    this.phases = phases;
  }

  /**
   * Starts.
   *
   * @param phases is told how long it took, and how long somebody waited for it
   */
  public static PolicyAhead start(Phases phases) {
    // These make each other's constants, and two threads that begin at two ends would wait for each
    // other for ever.
    List<Object> made = List.of(ImmutableList.of(), ImmutableSet.of(), ImmutableMap.of());
    assert made.size() == 3;
    PolicyAhead ahead = new PolicyAhead(phases);
    Thread thread = new Thread(null, ahead.ready, "countersign-policy", 4L << 20);
    thread.setDaemon(true);
    thread.start();
    return ahead;
  }

  /** An engine with the settings of a configuration; returns at once. */
  public PolicyEngine engine(GuardConfiguration configuration) {
    FutureTask<PolicyEngine> engine = new FutureTask<>(() -> make(configuration));
    return new PolicyEngine() {
      @Override
      public Revision current() {
        phases.end("analysis");
        engine.run();
        Revision revision = result(engine).current();
        phases.end("policy-waited");
        return revision;
      }

      @Override
      public void close() {}
    };
  }

  private OneShotPolicy load() {
    long start = System.nanoTime();
    OneShotPolicy policy = Policies.oneShot();
    phases.beside("policy-beside", System.nanoTime() - start);
    return policy;
  }

  private PolicyEngine make(GuardConfiguration configuration) {
    try {
      PolicyConfig settings = StandardPolicy.settings(configuration);
      return configuration.policyFile().isPresent()
          ? StandardPolicy.own(configuration.policyFile().get(), settings, EngineLimits.ONE_SHOT)
          : result(ready).with(settings);
    } catch (PolicyLoadException e) {
      return new UnusablePolicy(e.problem());
    }
  }

  private static <T> T result(FutureTask<T> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      if (e.getCause() instanceof Error failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CountersignException(
          new Problem(
              PolicyCode.NOT_LOADABLE,
              "The process was told to stop while the policy was read.",
              "Propose the call again."),
          e);
    }
  }
}
