package io.countersign.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Artefact;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Delegation;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.ToolAnnotations;
import io.countersign.call.ToolCall;
import io.countersign.classification.Severity;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import io.countersign.policy.Requirement;
import io.countersign.policy.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-2")
final class EnvelopeTest {

  private static FrozenAction action() {
    CallerChain chain =
        new CallerChain(
            Company.KIRO,
            Company.TASK,
            List.of(
                new Delegation(Company.ENG1, Company.ALICE),
                new Delegation(Company.ALICE, new Principal.Service("ci")),
                new Delegation(new Principal.Service("ci"), Company.KIRO)),
            Company.ENG1);
    FrozenCall call =
        ToolCall.ofText(
                "rebuild",
                "{\"a\":{\"b\":[1,1.5,true,null,\"ü\"]}}",
                chain,
                new CallContext(
                    "session",
                    Facts.of(Fact.REGION, "cn-north-1").with(Fact.ACCOUNT, "1"),
                    ImmutableMap.of("/x.sh", "rm"),
                    new ToolAnnotations(true, false, true)))
            .freeze(StrictJson.forCalls());
    Analysis analysis =
        Analysis.of(Effects.WIPE_PRODUCTION)
            .plus(Effects.unresolved("what"))
            .bind(Artefact.of("/plan", new byte[] {1}))
            .given("serial", "7");
    return new FrozenAction(
        new Envelope(
            "acme",
            call,
            World.of(analysis),
            "a".repeat(64),
            new Requirement(
                List.of(new Seat(2, "sre", "senior"), new Seat(1, "dba", "")),
                Duration.ofHours(4),
                Duration.ofHours(1)),
            Severity.CRITICAL,
            Tokens.read("nonce", "key"),
            Company.NOON,
            Company.NOON.plusSeconds(1),
            Company.NOON.plusNanos(1_000_000)));
  }

  @Test
  void fromJson_ofItsOwnJson_isTheSameAction() {
    FrozenAction action = action();
    FrozenAction again = FrozenAction.fromJson(action.toJson());

    assertThat(again.digest()).isEqualTo(action.digest());
    assertThat(again.callDigest()).isEqualTo(action.callDigest());
    assertThat(again.toJson()).isEqualTo(action.toJson());
    assertThat(again.call()).isEqualTo(action.call());
    assertThat(again.requirement()).isEqualTo(action.requirement());
    assertThat(again.executeBy()).isEqualTo(action.executeBy());
    assertThat(again.size()).isEqualTo(action.size());
  }

  @Test
  @Tag("attack-18")
  void digest_changesWithEverySingleMember() {
    ObjectNode json = action().toJson();
    List<ObjectNode> changed = new ArrayList<>();
    change(json, json, changed);
    Set<ActionDigest> digests = new HashSet<>();
    digests.add(action().digest());
    for (ObjectNode one : changed) {
      ActionDigest digest;
      try {
        digest = FrozenAction.fromJson(one).digest();
      } catch (MalformedException e) {
        assertThat(e.code()).isEqualTo(DecisionCode.ENVELOPE_MALFORMED);
        continue;
      }
      assertThat(digests.add(digest)).as("another digest for %s", one).isTrue();
    }
    assertThat(digests).hasSizeGreaterThan(40);
  }

  /** One copy of {@code root} for each scalar below {@code at}, with that scalar changed. */
  private static void change(ObjectNode root, JsonNode at, List<ObjectNode> changed) {
    if (at instanceof ObjectNode object) {
      for (String name : List.copyOf(names(object))) {
        JsonNode old = object.get(name);
        if (old.isContainerNode()) {
          change(root, old, changed);
        } else {
          object.set(name, other(old));
          changed.add(root.deepCopy());
          object.set(name, old);
        }
      }
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode old = array.get(i);
        if (old.isContainerNode()) {
          change(root, old, changed);
        } else {
          array.set(i, other(old));
          changed.add(root.deepCopy());
          array.set(i, old);
        }
      }
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode other(JsonNode old) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (old.isTextual()) {
      return json.textNode(
          switch (old.textValue()) {
            case "CRITICAL" -> "LOW";
            default ->
                old.textValue().startsWith("2026")
                    ? old.textValue().replace("2026", "2027")
                    : old.textValue() + "x";
          });
    }
    if (old.isBoolean()) {
      return json.booleanNode(!old.booleanValue());
    }
    return old.isNumber() ? json.numberNode(old.intValue() + 1) : json.booleanNode(true);
  }

  @Test
  void fromJson_eachMemberMissing_isRefused() {
    for (String name : names(action().toJson())) {
      if (name.equals("requirement")) {
        continue;
      }
      ObjectNode json = action().toJson();
      json.remove(name);
      assertThatThrownBy(() -> FrozenAction.fromJson(json))
          .as(name)
          .isInstanceOfSatisfying(
              MalformedException.class,
              e -> assertThat(e.code()).isEqualTo(DecisionCode.ENVELOPE_MALFORMED));
    }
  }

  @Test
  void digests_haveTheirForm_andADomainOfTheirOwn() {
    for (String bad : List.of("", "a", "A".repeat(64), "a".repeat(65), "g".repeat(64))) {
      assertThatThrownBy(() -> new ActionDigest(bad)).isInstanceOf(MalformedException.class);
      assertThatThrownBy(() -> new CallDigest(bad)).isInstanceOf(MalformedException.class);
    }
    for (String bad : List.of("", "a", "A".repeat(16), "a".repeat(17), "../../etc/passwd")) {
      assertThatThrownBy(() -> new RequestId(bad))
          .isInstanceOfSatisfying(
              MalformedException.class,
              e -> assertThat(e.code()).isEqualTo(DecisionCode.REQUEST_ID_MALFORMED));
    }
    byte[] bytes = {1, 2, 3};
    assertThat(Digests.of("a", bytes)).isNotEqualTo(Digests.of("b", bytes));
    assertThat(ActionDigest.of("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex())
        .as("SHA-256 of countersign/action/v1, a zero byte and {}")
        .isEqualTo(
            com.google.common.hash.Hashing.sha256()
                .hashString("countersign/action/v1\0{}", java.nio.charset.StandardCharsets.UTF_8)
                .toString());
  }

  @Test
  void sameWorld_seesEveryPartOfTheAnalysis() {
    Analysis base = Analysis.of(Effects.WIPE_PRODUCTION).given("serial", "7");
    World world = World.of(base);
    World stored = World.read(world.toJson());
    World again = World.of(Analysis.of(Effects.WIPE_PRODUCTION).given("serial", "7"));
    assertThat(world.sameAs(again)).isTrue();
    assertThat(stored.sameAs(again)).isTrue();
    assertThat(again.sameAs(stored)).isTrue();
    for (Analysis other :
        List.of(
            base.given("serial", "8"),
            base.given("more", "1"),
            base.plus(Effects.READ),
            base.plus(Effects.unresolved("x")),
            base.bind(Artefact.of("/a", new byte[0])),
            base.mapEffects(e -> e.in(io.countersign.analysis.Environment.SANDBOX)),
            Analysis.NOTHING)) {
      assertThat(world.sameAs(World.of(other))).isFalse();
      assertThat(stored.sameAs(World.of(other))).isFalse();
    }
  }
}
