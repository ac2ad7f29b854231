package io.countersign.policies;

import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyEngine;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the policy as WebAssembly with the Open Policy Agent Java SDK. Thread-safe: each
 * evaluation borrows an instance of its own and runs on the caller's thread, under watch.
 */
final class WasmPolicyEngine implements PolicyEngine, PolicyEngine.Revision {

  private static final Logger LOG = LoggerFactory.getLogger(WasmPolicyEngine.class);

  /** Longest answer, in characters. */
  private static final int MAX_ANSWER = 1 << 20;

  private static final JsonMapper READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String digest;
  private final EngineLimits limits;
  private final WasmPool pool;
  private final Watchdog watchdog = new Watchdog();
  private volatile boolean closed;

  private WasmPolicyEngine(PolicyBundle bundle, EngineLimits limits) {
    this.digest = bundle.digest();
    this.limits = limits;
    Supplier<PolicyBundle> checked =
        Suppliers.memoize(() -> WasmInstance.withKnownBuiltins(bundle));
    this.pool = new WasmPool(() -> warm(checked.get(), limits), limits.instances());
  }

  /**
   * An engine that is ready and warm.
   *
   * @throws PolicyLoadException when the policy cannot be loaded
   */
  static WasmPolicyEngine ready(PolicyBundle bundle, EngineLimits limits) {
    WasmPolicyEngine engine = new WasmPolicyEngine(bundle, limits);
    try {
      engine.pool.fill();
    } catch (PolicyLoadException e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  /** An engine that loads the policy when it is first asked, for a process that may not need it. */
  static WasmPolicyEngine lazy(PolicyBundle bundle, EngineLimits limits) {
    return new WasmPolicyEngine(bundle, limits);
  }

  private static WasmInstance warm(PolicyBundle bundle, EngineLimits limits) {
    WasmInstance instance = WasmInstance.of(bundle, limits.maxPages());
    if (limits.warmUps() > 0) {
      instance.warm(Examples.texts(), limits.warmUps());
    }
    return instance;
  }

  @Override
  public Revision current() {
    return this;
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public void close() {
    closed = true;
    pool.close();
    watchdog.close();
  }

  @Override
  public EngineAnswer evaluate(ObjectNode input) {
    String text;
    try {
      text = InputText.of(input);
    } catch (InputText.Refused e) {
      return Failures.inputUnreadable(String.valueOf(e.getMessage()));
    }
    WasmInstance instance;
    try {
      instance = closed ? null : pool.borrow(limits.borrowTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Failures.interrupted();
    } catch (PolicyLoadException e) {
      return new EngineAnswer.Failed(e.problem());
    }
    if (closed) {
      return Failures.closed();
    }
    return instance == null ? Failures.overloaded(limits) : evaluate(instance, text);
  }

  private EngineAnswer evaluate(WasmInstance instance, String input) {
    Watchdog.Watch watch;
    try {
      watch = watchdog.watch(limits.deadline());
    } catch (RejectedExecutionException e) {
      return Failures.closed();
    }
    String results = null;
    Throwable failure = null;
    try {
      results = instance.evaluate(input);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // The SDK throws whatever its parts throw; this is the fence of the engine.
      failure = e;
    }
    boolean late = watch.end();
    if (results == null || late) {
      pool.replace();
      return late ? Failures.timedOut(limits) : failed(failure);
    }
    pool.giveBack(instance);
    return read(results);
  }

  private static EngineAnswer failed(@Nullable Throwable failure) {
    LOG.warn("The policy could not be evaluated.", failure);
    if (failure instanceof OutOfMemoryError || isMemory(failure)) {
      return Failures.outOfMemory();
    }
    if (Thread.currentThread().isInterrupted()) {
      return Failures.interrupted();
    }
    return Failures.failed(String.valueOf(failure == null ? "no answer" : failure.getMessage()));
  }

  /** The SDK says it in words only. */
  private static boolean isMemory(@Nullable Throwable failure) {
    String message = failure == null ? "" : String.valueOf(failure.getMessage());
    return message.contains("Maximum memory size exceeded")
        || message.contains("opa_malloc: failed")
        || (failure instanceof WasmRuntimeException && message.contains("out of bounds memory"));
  }

  private static EngineAnswer read(String results) {
    if (results.length() > MAX_ANSWER) {
      return Failures.failed("its answer is longer than " + MAX_ANSWER + " characters");
    }
    JsonNode list;
    try {
      list = READER.readTree(results);
    } catch (JsonProcessingException e) {
      return Failures.failed("its answer is no JSON");
    }
    if (list.isArray() && list.isEmpty()) {
      return Failures.undefined();
    }
    JsonNode result = list.path(0).path("result");
    if (!list.isArray() || list.size() != 1 || result.isMissingNode()) {
      return Failures.failed("it gave " + list.size() + " results instead of one");
    }
    return new EngineAnswer.Result(result);
  }
}
