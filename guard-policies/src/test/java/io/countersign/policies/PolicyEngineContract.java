package io.countersign.policies;

import static io.countersign.policies.Fixtures.SMALL;
import static io.countersign.policies.Fixtures.failure;
import static io.countersign.policies.Fixtures.json;
import static io.countersign.policies.Fixtures.result;
import static io.countersign.policies.Fixtures.trap;
import static io.countersign.policies.Fixtures.traps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every engine has to do; the numbers are the duties of {@link PolicyEngine}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PolicyEngineContract {

  private final PolicyEngine shared = engine(traps("{\"known\": \"yes\"}"), SMALL);

  /** An engine for a bundle. */
  abstract PolicyEngine engine(PolicyBundle bundle, EngineLimits limits);

  @AfterAll
  void closeShared() {
    shared.close();
  }

  // 1: one immutable revision

  @Test
  void current_sameEngine_hasOneDigest() {
    assertThat(shared.current().digest()).matches("[0-9a-f]{64}");
    assertThat(shared.current().digest()).isEqualTo(shared.current().digest());
  }

  @Test
  void digest_otherData_differs() {
    try (PolicyEngine other = engine(traps("{\"known\": \"no\"}"), SMALL)) {
      assertThat(other.current().digest()).isNotEqualTo(shared.current().digest());
    }
  }

  @Test
  void evaluate_data_isSeenByEveryEvaluation() {
    for (int i = 0; i < 3; i++) {
      assertThat(result(shared, trap("data"))).isEqualTo(json("{\"data\": \"yes\"}"));
    }
  }

  @Test
  void evaluate_noData_leavesRulesOverDataUndefined() {
    try (PolicyEngine empty = engine(traps("{}"), SMALL)) {
      assertThat(failure(empty, trap("data"))).isEqualTo(PolicyCode.RESULT_UNDEFINED);
    }
  }

  @Test
  void evaluate_oneInputAfterAnother_neverSeesTheOneBefore() {
    assertThat(result(shared, trap("allow").put("verb", "delete")))
        .isEqualTo(json("{\"allowed\": false}"));
    assertThat(result(shared, trap("allow").put("verb", "read")))
        .isEqualTo(json("{\"allowed\": true}"));
    assertThat(result(shared, trap("allow").put("verb", "delete")))
        .isEqualTo(json("{\"allowed\": false}"));
  }

  @Test
  void evaluate_input_isLeftAsItWas() {
    ObjectNode input = trap("echo");
    input.putArray("value").add("b").add("a");
    ObjectNode before = input.deepCopy();
    result(shared, input);
    assertThat(input).isEqualTo(before);
  }

  // 2: failures are values, each with its code

  @Test
  void evaluate_contradiction_fails() {
    assertThat(failure(shared, trap("conflict"))).isEqualTo(PolicyCode.EVALUATION_FAILED);
  }

  @Test
  void evaluate_afterAFailure_answersAsBefore() {
    failure(shared, trap("conflict"));
    assertThat(result(shared, trap("data"))).isEqualTo(json("{\"data\": \"yes\"}"));
  }

  @Test
  void evaluate_loneSurrogate_isRefused() {
    for (String half : List.of("\ud800", "a\udc00b", "\udc00\ud800")) {
      assertThat(failure(shared, trap("echo").put("value", half)))
          .isEqualTo(PolicyCode.INPUT_UNREADABLE);
      assertThat(failure(shared, trap("echo").put(half, 1))).isEqualTo(PolicyCode.INPUT_UNREADABLE);
    }
  }

  @Test
  void evaluate_twentyThousandNestedArrays_isRefused() {
    ObjectNode input = trap("echo");
    ArrayNode at = input.putArray("value");
    for (int i = 0; i < 20_000; i++) {
      at = at.addArray();
    }
    assertThat(failure(shared, input)).isEqualTo(PolicyCode.INPUT_UNREADABLE);
  }

  @Test
  void evaluate_argumentsOfTheDeepestCall_areEchoed() {
    ObjectNode input = trap("echo");
    ArrayNode at = input.putArray("value");
    for (int i = 0; i < 66; i++) {
      at = at.addArray();
    }
    assertThat(result(shared, input).path("echo")).isEqualTo(input.path("value"));
  }

  @Test
  void evaluate_whatIsNoJson_isRefused() {
    assertThat(failure(shared, trap("echo").put("value", Double.NaN)))
        .isEqualTo(PolicyCode.INPUT_UNREADABLE);
    assertThat(failure(shared, trap("echo").put("value", new byte[3])))
        .isEqualTo(PolicyCode.INPUT_UNREADABLE);
    assertThat(failure(shared, trap("echo").putPOJO("value", new Object())))
        .isEqualTo(PolicyCode.INPUT_UNREADABLE);
  }

  @Test
  void load_missingBuiltin_isRefusedThoughOnlyTheDenialCallsIt() {
    assertThatThrownBy(() -> engine(Fixtures.impure(), SMALL).close())
        .isInstanceOfSatisfying(
            PolicyLoadException.class,
            e -> {
              assertThat(e.code()).isEqualTo(PolicyCode.BUILTIN_MISSING);
              assertThat(e).hasMessageContaining("time.now_ns");
            });
  }

  @Test
  void load_whatIsNoPolicy_isRefused() {
    PolicyBundle bundle =
        new PolicyBundle("a/b", new byte[] {1, 2, 3}, new byte[] {'{'}, trap("none"));
    assertThatThrownBy(() -> engine(bundle, SMALL).close())
        .isInstanceOfSatisfying(
            PolicyLoadException.class,
            e -> assertThat(e.code()).isEqualTo(PolicyCode.NOT_LOADABLE));
  }

  @Test
  void load_missingEntrypoint_isRefused() {
    PolicyBundle traps = traps("{}");
    PolicyBundle bundle = new PolicyBundle("traps/none", traps.wasm(), traps.plan(), traps.data());
    assertThatThrownBy(() -> engine(bundle, SMALL).close())
        .isInstanceOfSatisfying(
            PolicyLoadException.class,
            e -> assertThat(e.code()).isEqualTo(PolicyCode.NOT_LOADABLE));
  }

  @Test
  void evaluate_closedEngine_saysSo() {
    PolicyEngine engine = engine(traps("{}"), SMALL);
    PolicyEngine.Revision pinned = engine.current();
    engine.close();
    engine.close();
    assertThat(failure(engine, trap("echo").put("value", 1))).isEqualTo(PolicyCode.ENGINE_CLOSED);
    assertThat(pinned.evaluate(trap("echo")).toString()).contains("policy-engine-closed");
  }

  // 3: bounded time and memory

  @Test
  void evaluate_longRule_endsAtTheDeadlineAndTheEngineLivesOn() {
    EngineLimits hasty =
        // More memory than a fast machine can fill before the deadline.
        new EngineLimits(1, 512L << 20, Duration.ofMillis(300), Duration.ofSeconds(20), 0);
    try (PolicyEngine engine = engine(traps("{}"), hasty)) {
      long start = System.nanoTime();
      assertThat(failure(engine, trap("slow")))
          .isIn(PolicyCode.TIMED_OUT, PolicyCode.OUT_OF_MEMORY);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(result(engine, trap("echo").put("value", 1))).isEqualTo(json("{\"echo\": 1}"));
    }
  }

  @Test
  void evaluate_callerComesInterrupted_answersAndKeepsTheFlag() {
    Thread.currentThread().interrupt();
    try {
      assertThat(result(shared, trap("echo").put("value", 1))).isEqualTo(json("{\"echo\": 1}"));
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void evaluate_fiveMillionNumbers_endsInMemory() {
    EngineLimits tight =
        new EngineLimits(1, 8L << 20, Duration.ofSeconds(30), Duration.ofSeconds(20), 0);
    try (PolicyEngine engine = engine(traps("{}"), tight)) {
      assertThat(failure(engine, trap("memory")))
          .isIn(PolicyCode.OUT_OF_MEMORY, PolicyCode.TIMED_OUT);
      assertThat(result(engine, trap("echo").put("value", 1))).isEqualTo(json("{\"echo\": 1}"));
    }
  }

  @Test
  void evaluate_manyThreads_eachGetsItsOwnAnswer() throws Exception {
    EngineLimits shared =
        new EngineLimits(2, 64L << 20, Duration.ofSeconds(20), Duration.ofSeconds(60), 0);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (PolicyEngine engine = engine(traps("{}"), shared)) {
      List<Future<JsonNode>> answers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        ObjectNode input = trap("echo").put("value", "call " + i);
        answers.add(threads.submit(() -> result(engine, input)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get().path("echo").asText()).isEqualTo("call " + i);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  // 4: undefined is no answer

  @Test
  void evaluate_undefined_isNoAnswer() {
    assertThat(failure(shared, trap("nothing-defined"))).isEqualTo(PolicyCode.RESULT_UNDEFINED);
    assertThat(failure(shared, JsonNodeFactory.instance.objectNode()))
        .isEqualTo(PolicyCode.RESULT_UNDEFINED);
  }

  // Values come through as they are

  @Test
  void evaluate_anyText_isEchoed() {
    for (String text :
        List.of(
            "", "ä€🔥", "a\u0000b", "\u202e", "\\\"\n\t\u001f", "</script>", "%d %s", "\uffff")) {
      assertThat(result(shared, trap("echo").put("value", text)).path("echo").textValue())
          .isEqualTo(text);
    }
  }

  @Test
  void evaluate_anyNumber_isEchoed() {
    for (String number : List.of("0", "-1", "3000000000", "9007199254740993", "2000.5", "-0.25")) {
      ObjectNode input = trap("echo");
      input.set("value", json(number));
      assertThat(result(shared, input).path("echo").decimalValue())
          .isEqualByComparingTo(json(number).decimalValue());
    }
  }

  @Test
  void evaluate_lengthOfText_countsCharactersNotUnits() {
    assertThat(result(shared, trap("text").put("value", "a🔥é")).path("length").intValue())
        .isEqualTo(3);
  }

  @Test
  void sprintf_numberBeyondInt_printsAsInGo() {
    assertThat(text("sprintf", "3000000000")).isEqualTo("amount 3000000000 is too much");
    assertThat(text("sprintf", "2000.5")).isEqualTo("amount %!d(float64=2000.5) is too much");
    assertThat(text("sprintf", "\"many\"")).isEqualTo("amount %!d(string=many) is too much");
    assertThat(text("sprintf-alone", "42")).isEqualTo("42");
  }

  @Test
  void sprintf_otherLocale_printsTheSame() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "tr-TR")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(text("sprintf", "1234567")).isEqualTo("amount 1234567 is too much");
        ObjectNode input = trap("sprintf-any").put("format", "%.2f");
        input.putArray("arguments").add(1234.5);
        assertThat(result(shared, input).path("text").asText()).isEqualTo("1234.50");
        assertThat(result(shared, trap("text").put("value", "title")).path("upper").asText())
            .isEqualTo("TITLE");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private String text(String trap, String amount) {
    ObjectNode input = trap(trap);
    input.set("amount", json(amount));
    JsonNode text = result(shared, input).path("text");
    assertThat(text.isTextual()).isTrue();
    return text.textValue();
  }

  // The default policy on this engine

  @Test
  void defaultPolicy_examples_haveUsableVerdicts() {
    try (PolicyEngine engine = engine(PolicyBundle.standard(), SMALL)) {
      List<String> verdicts = new ArrayList<>();
      for (ObjectNode example : Examples.inputs()) {
        verdicts.add(Fixtures.verdict(engine, example).getClass().getSimpleName());
      }
      assertThat(verdicts).containsExactly("Allow", "RequireApproval", "Deny", "RequireApproval");
    }
  }

  @Test
  void defaultPolicy_noData_deniesWithItsRule() {
    try (PolicyEngine engine = engine(PolicyBundle.standard().withData(empty()), SMALL)) {
      PolicyVerdict verdict = Fixtures.verdict(engine, Examples.inputs().get(0));
      assertThat(verdict).isInstanceOf(PolicyVerdict.Deny.class);
      assertThat(verdict.reasons()).extracting("rule").containsExactly("deny-config-malformed");
    }
  }

  @Test
  void defaultPolicy_emptyInput_deniesWithItsRule() {
    try (PolicyEngine engine = engine(PolicyBundle.standard(), SMALL)) {
      PolicyVerdict verdict = Fixtures.verdict(engine, empty());
      assertThat(verdict).isInstanceOf(PolicyVerdict.Deny.class);
      assertThat(verdict.reasons()).extracting("rule").containsExactly("deny-input-unreadable");
    }
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }
}
