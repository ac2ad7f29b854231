package io.countersign.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.Grant;
import io.countersign.analysis.Environment;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.fixture.FakePolicy;
import io.countersign.fixture.Scene;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.Freeze;
import io.countersign.policy.PolicyCode;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The order of decision, and what the policy gets to see. */
final class DeciderTest {

  private final Scene scene = new Scene();

  @Test
  @Tag("promise-1")
  void decide_whatComesFirst_isTheAnswer() {
    scene.directory = Company.directoryWithout(Grant.always("agent:kiro", "operator"));

    scene.policy.answers(
        input -> new EngineAnswer.Failed(new Problem(PolicyCode.TIMED_OUT, "w", "n")));
    assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("policy-timed-out");
    scene.policy.answers(JsonNodeFactory.instance.objectNode().put("verdict", "yes"));
    assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("policy-verdict-malformed");
    scene.policy.answers(FakePolicy.deny("deny-x", "No."));
    assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("deny-x");
    scene.policy.answers(FakePolicy.require("r", FakePolicy.seat(2, "approver", "")));
    assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("access-right-missing");
    scene.policy.answers(FakePolicy.allow());
    assertThat(Scene.denied(scene.propose(Scene.WIPE)))
        .as("a policy that allows adds no right")
        .containsExactly("access-right-missing");

    scene.directory = Company.directory();
    assertThat(scene.propose(Scene.WIPE)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void ask_timesAndTerms_areTheRequirements() {
    ApprovalRequest request = scene.ask(Scene.WIPE);

    assertThat(request.action().approveBy()).isEqualTo(Company.NOON.plus(Duration.ofHours(4)));
    assertThat(request.action().executeBy()).isEqualTo(Company.NOON.plus(Duration.ofHours(5)));
    assertThat(request.action().policyRevision()).isEqualTo("a".repeat(64));
    assertThat(request.action().requirement()).contains(request.requirement());
    assertThat(request.createdAt()).isEqualTo(Company.NOON);
    assertThat(request.action().toJson().get("tenant").asText()).isEqualTo("acme");
  }

  @Test
  void policy_seesTheWholeDocument() {
    List<ObjectNode> seen = new ArrayList<>();
    scene.policy.answers(
        input -> {
          seen.add(input);
          return new EngineAnswer.Result(FakePolicy.allow());
        });
    Freeze open =
        new Freeze(
            "xmas",
            Company.NOON,
            Company.NOON.plusSeconds(60),
            ImmutableSet.of(Environment.PRODUCTION),
            "holidays");
    Freeze over =
        new Freeze("old", Company.NOON.minusSeconds(9), Company.NOON, ImmutableSet.of(), "");
    scene.freezes = List.of(open, over);
    scene.directory = Company.directoryWithout(Grant.always("agent:kiro", "operator"));
    scene.analyzer.teach(
        "odd",
        call ->
            io.countersign.analysis.Analysis.of(Effects.WIPE_PRODUCTION)
                .plus(Effects.unresolved("what is it?")));

    scene.guard.propose(Scene.call("odd", "{\"a\":1}"));

    ObjectNode input = seen.get(0);
    assertThat(input.get("v").intValue()).isEqualTo(1);
    assertThat(input.get("now").asText()).isEqualTo("2026-12-15T12:00:00Z");
    assertThat(input.get("now_seconds").longValue()).isEqualTo(Company.NOON.getEpochSecond());
    assertThat(input.at("/call/tool").asText()).isEqualTo("odd");
    assertThat(input.at("/call/arguments/a").intValue()).isEqualTo(1);
    assertThat(input.at("/call/callers/agent").asText()).isEqualTo("agent:kiro");
    assertThat(input.at("/call/callers/task").asText()).isEqualTo("task:OPS-17");
    assertThat(input.at("/call/callers/sponsor/id").asText()).isEqualTo("human:eng1");
    assertThat(input.at("/effects/0/operation").asText())
        .isEqualTo("elasticbeanstalk:TerminateEnvironment");
    assertThat(input.at("/effects/0/verb").asText()).isEqualTo("DELETE");
    assertThat(input.at("/effects/0/environment").asText()).isEqualTo("production");
    assertThat(input.at("/effects/0/severity").asText()).isEqualTo("CRITICAL");
    assertThat(input.at("/effects/0/destructive").booleanValue()).isTrue();
    assertThat(input.at("/unresolved/0/code").asText()).isEqualTo("analysis-tool-unknown");
    assertThat(input.at("/classification/kind").asText()).isEqualTo("DESTRUCTIVE");
    assertThat(input.at("/classification/severity").asText()).isEqualTo("CRITICAL");
    assertThat(input.at("/rights/missing/0/hop").asText()).isEqualTo("agent:kiro");
    assertThat(input.at("/rights/missing/0/code").asText()).isEqualTo("access-right-missing");
    assertThat(input.at("/counters/removals").intValue()).isEqualTo(1);
    assertThat(input.at("/counters/window_seconds").intValue()).isEqualTo(3600);
    assertThat(input.get("freezes")).hasSize(1);
    assertThat(input.at("/freezes/0/id").asText()).isEqualTo("xmas");
  }
}
