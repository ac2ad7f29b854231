package io.countersign.policies;

import static io.countersign.policies.Fixtures.SMALL;
import static io.countersign.policies.Fixtures.failure;
import static io.countersign.policies.Fixtures.json;
import static io.countersign.policies.Fixtures.result;
import static io.countersign.policies.Fixtures.trap;
import static io.countersign.policies.Fixtures.traps;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The engine on the Open Policy Agent Java SDK, and what only it has to fear. */
final class WasmPolicyEngineTest extends PolicyEngineContract {

  @Override
  PolicyEngine engine(PolicyBundle bundle, EngineLimits limits) {
    return WasmPolicyEngine.ready(bundle, limits);
  }

  @Test
  void evaluate_noFreeInstance_saysOverloaded() throws Exception {
    EngineLimits one =
        new EngineLimits(1, 64L << 20, Duration.ofSeconds(30), Duration.ofMillis(50), 0);
    try (PolicyEngine engine = engine(traps("{}"), one)) {
      CountDownLatch started = new CountDownLatch(1);
      Thread busy =
          new Thread(
              () -> {
                started.countDown();
                engine.current().evaluate(trap("slow"));
              });
      busy.start();
      started.await();
      TimeUnit.MILLISECONDS.sleep(200);
      try {
        assertThat(failure(engine, trap("echo"))).isEqualTo(PolicyCode.OVERLOADED);
      } finally {
        busy.interrupt();
        busy.join();
      }
    }
  }

  @Test
  void evaluate_interruptedByOthers_failsKeepsTheFlagAndHeals() throws Exception {
    try (PolicyEngine engine = engine(traps("{}"), SMALL)) {
      StringBuilder seen = new StringBuilder();
      Thread caller =
          new Thread(
              () ->
                  seen.append(failure(engine, trap("slow")))
                      .append(Thread.currentThread().isInterrupted()));
      caller.start();
      TimeUnit.MILLISECONDS.sleep(200);
      caller.interrupt();
      caller.join();
      assertThat(seen).hasToString("EVALUATION_FAILEDtrue");
      assertThat(result(engine, trap("echo").put("value", 1))).isEqualTo(json("{\"echo\": 1}"));
    }
  }

  @Test
  void sprintf_ofAnArray_failsBecauseItCouldBeASet() {
    try (PolicyEngine engine = engine(traps("{}"), SMALL)) {
      ObjectNode input = trap("sprintf-any").put("format", "%v");
      input.putArray("arguments").addArray().add(1);
      assertThat(failure(engine, input)).isEqualTo(PolicyCode.EVALUATION_FAILED);
    }
  }

  @Test
  void lazy_firstQuestion_loadsThePolicy() {
    try (PolicyEngine engine = WasmPolicyEngine.lazy(traps("{}"), SMALL)) {
      assertThat(result(engine, trap("echo").put("value", 1))).isEqualTo(json("{\"echo\": 1}"));
    }
  }

  @Test
  void lazy_whatIsNoPolicy_failsEveryTime() {
    PolicyBundle bundle =
        new PolicyBundle("a/b", new byte[] {1, 2, 3}, new byte[] {'{'}, trap("none"));
    try (PolicyEngine engine = WasmPolicyEngine.lazy(bundle, SMALL)) {
      assertThat(failure(engine, trap("echo"))).isEqualTo(PolicyCode.NOT_LOADABLE);
      assertThat(failure(engine, trap("echo"))).isEqualTo(PolicyCode.NOT_LOADABLE);
    }
  }

  @Test
  void lazy_missingBuiltin_isFoundBeforeTheFirstAnswer() {
    try (PolicyEngine engine = WasmPolicyEngine.lazy(Fixtures.impure(), SMALL)) {
      ObjectNode read = trap("none").put("verb", "read");
      assertThat(failure(engine, read)).isEqualTo(PolicyCode.BUILTIN_MISSING);
    }
  }
}
