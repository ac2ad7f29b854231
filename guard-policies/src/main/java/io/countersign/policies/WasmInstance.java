package io.countersign.policies;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableSet;
import com.styra.opa.wasm.OpaBuiltin;
import com.styra.opa.wasm.OpaPolicy;
import com.styra.opa.wasm.OpaWasm;
import io.countersign.policy.PolicyCode;
import io.countersign.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.TreeSet;

/**
 * One instance of a policy compiled to WebAssembly, with its own memory. One thread at a time;
 * after any failure it is thrown away, because its memory may be half written.
 */
final class WasmInstance {

  /** Pages that the SDK starts with. */
  private static final int INITIAL_PAGES = 10;

  private static final ImmutableSet<String> PROVIDED = ImmutableSet.of("sprintf");

  private final OpaPolicy policy;

  private WasmInstance(OpaPolicy policy) {
    this.policy = policy;
  }

  /**
   * Compiles and sets up one instance; takes a second in a cold JVM.
   *
   * @throws PolicyLoadException when the module is none, or lacks the entry point
   */
  static WasmInstance of(PolicyBundle bundle, int maxPages) {
    try {
      OpaPolicy policy =
          OpaPolicy.builder()
              .withPolicy(bundle.wasm())
              .withInitialMemory(INITIAL_PAGES)
              .withMaxMemory(maxPages)
              // The SDK's own builtins would win over ours; its sprintf fails on 3000000000.
              .withDefaultBuiltins(false)
              .addBuiltins(builtins())
              .build();
      // Order matters: data after input would evaluate the input before.
      policy.data(InputText.of(bundle.data()));
      policy.entrypoint(policy.findEntrypoint(bundle.entrypoint()));
      return new WasmInstance(policy);
    } catch (InputText.Refused e) {
      throw notLoadable("The policy's data " + e.getMessage() + ".", e);
    } catch (RuntimeException e) {
      throw notLoadable("The policy's WebAssembly cannot be loaded: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Checks that everything that the module calls is there. The SDK would notice only when a rule
   * calls it, which is when a rule denies.
   *
   * @return the bundle
   * @throws PolicyLoadException {@code policy-builtin-missing}
   */
  static PolicyBundle withKnownBuiltins(PolicyBundle bundle) {
    JsonNode needed;
    try {
      OpaWasm probe =
          OpaWasm.builder()
              .withInputStream(new ByteArrayInputStream(bundle.wasm()))
              .withMemory(new ByteArrayMemory(new MemoryLimits(INITIAL_PAGES)))
              .withDefaultBuiltins(false)
              .withJsonMapper(new ObjectMapper())
              // Compiling it would cost as much as an instance.
              .disableCompiler()
              .build();
      needed = new ObjectMapper().readTree(probe.readString(probe.exports().builtins()));
    } catch (IOException | RuntimeException e) {
      throw notLoadable("The policy's WebAssembly cannot be loaded: " + e.getMessage() + ".", e);
    }
    TreeSet<String> missing = new TreeSet<>();
    needed.fieldNames().forEachRemaining(missing::add);
    missing.removeAll(PROVIDED);
    if (!missing.isEmpty()) {
      throw new PolicyLoadException(
          new Problem(
              PolicyCode.BUILTIN_MISSING,
              "The policy calls builtins that the engine does not have: "
                  + String.join(", ", missing)
                  + ".",
              "Use the builtins of guard-policies/builtins.json, or another engine."));
    }
    return bundle;
  }

  /**
   * Evaluates examples in turn.
   *
   * @throws PolicyLoadException when one of them fails
   */
  void warm(String[] inputs, int times) {
    try {
      for (int i = 0; i < times; i++) {
        String answer = evaluate(inputs[i % inputs.length]);
        if (answer.isEmpty()) {
          throw new IllegalStateException("an example has no answer");
        }
      }
    } catch (RuntimeException e) {
      throw notLoadable("The policy fails on an example: " + e.getMessage() + ".", e);
    }
  }

  /** Evaluates; the answer is the JSON text of a list of results. */
  String evaluate(String input) {
    return policy.evaluate(input);
  }

  private static OpaBuiltin.Builtin builtins() {
    return OpaBuiltin.from(
        "sprintf",
        (OpaWasm wasm, JsonNode format, JsonNode arguments) ->
            TextNode.valueOf(GoSprintf.format(format, arguments)));
  }

  private static PolicyLoadException notLoadable(String what, Exception cause) {
    return new PolicyLoadException(
        new Problem(
            PolicyCode.NOT_LOADABLE,
            what,
            "Build the policy again with the pinned version of OPA."),
        cause);
  }
}
