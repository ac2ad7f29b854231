package io.countersign.policies;

import static io.countersign.policies.Calls.TRUSTED;
import static io.countersign.policies.Calls.effect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.policy.VerdictReader;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the published schemas say what the code does. */
final class PolicySchemaTest {

  @Test
  void input_asThePipelineMakesIt_hasTheForm() {
    Analysis everything =
        Analysis.of(
                effect(
                    "rds:DeleteDBInstance",
                    Verb.DELETE,
                    Environment.UNKNOWN,
                    Reversibility.UNKNOWN,
                    Reach.RESOURCE))
            .plus(
                Analysis.unresolved(
                    new Problem(AnalysisCode.TOOL_UNKNOWN, new Span(2, 9), "What.", "Next.")))
            .plus(Analysis.unresolved(new Problem(AnalysisCode.TOOL_UNKNOWN, "What.", "Next.")));
    assertThat(
            Schemas.INPUT.problems(
                TRUSTED
                    .withGrants()
                    .during(Calls.freeze(Environment.PRODUCTION))
                    .after(7)
                    .input(everything)))
        .isEmpty();
    assertThat(Schemas.INPUT.problems(TRUSTED.input(Analysis.NOTHING))).isEmpty();
  }

  @Test
  void input_examples_haveTheForm() {
    for (ObjectNode example : Examples.inputs()) {
      assertThat(Schemas.INPUT.problems(example)).isEmpty();
    }
  }

  @Test
  void input_memberThatIsMissingOrTooMany_hasNotTheForm() {
    ObjectNode example = Examples.inputs().get(1);
    for (String name : names(example)) {
      assertThat(Schemas.INPUT.problems(example.deepCopy().without(name))).as(name).isNotEmpty();
    }
    assertThat(Schemas.INPUT.problems(example.deepCopy().put("extra", 1))).isNotEmpty();
  }

  @Test
  void config_theDefaults_haveTheForm() {
    assertThat(Schemas.CONFIG.problems(PolicyBundle.standard().data().at("/countersign/config")))
        .isEmpty();
  }

  @Test
  void config_exampleOfTheDocs_hasTheForm() {
    assertThat(Schemas.CONFIG.problems(PoliciesTest.SENIOR_AND_DBA)).isEmpty();
  }

  /** Whatever the schema takes, the guard reads; whatever it refuses, the guard denies. */
  @Test
  void verdict_everyMutation_isReadIfAndOnlyIfItHasTheForm() {
    ArrayNode verdicts = (ArrayNode) Fixtures.json(VERDICTS);
    int refused = 0;
    for (JsonNode verdict : verdicts) {
      boolean form = Schemas.VERDICT.problems(verdict).isEmpty();
      boolean read = VerdictReader.read(verdict) instanceof VerdictReader.Reading.Verdict;
      assertThat(read).as(verdict.toString()).isEqualTo(form);
      refused += form ? 0 : 1;
    }
    assertThat(refused).isEqualTo(verdicts.size() - 4);
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> all = object.fieldNames(); all.hasNext(); ) {
      names.add(all.next());
    }
    return names;
  }

  private static final String VERDICTS =
      """
      [
        {"verdict": "allow", "reasons": []},
        {"verdict": "allow", "reasons": [{"rule": "r", "message": "m", "next": ""}]},
        {"verdict": "deny", "reasons": [{"rule": "r", "message": "m"}]},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m", "next": "n"}],
         "requirement": {"seats": [{"count": 1, "role": "sre", "min_rank": ""}],
                         "approve_within_seconds": 60, "execute_within_seconds": 604800}},
        {},
        [],
        null,
        true,
        "allow",
        {"verdict": true, "reasons": []},
        {"verdict": "Allow", "reasons": []},
        {"verdict": "allow"},
        {"verdict": "allow", "reasons": {}},
        {"verdict": "allow", "reasons": [], "allow": true},
        {"verdict": "allow", "reasons": ["fine"]},
        {"verdict": "allow", "reasons": [{"rule": "r"}]},
        {"verdict": "allow", "reasons": [{"rule": "r", "message": "m", "more": ""}]},
        {"verdict": "allow", "reasons": [],
         "requirement": {"seats": [{"count": 1, "role": "sre"}],
                         "approve_within_seconds": 60, "execute_within_seconds": 60}},
        {"verdict": "deny", "reasons": []},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m"}]},
        {"verdict": "require_approval", "reasons": [],
         "requirement": {"seats": [{"count": 1, "role": "sre"}],
                         "approve_within_seconds": 60, "execute_within_seconds": 60}},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m"}],
         "requirement": {"seats": [], "approve_within_seconds": 60, "execute_within_seconds": 60}},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m"}],
         "requirement": {"seats": [{"count": 0, "role": "sre"}],
                         "approve_within_seconds": 60, "execute_within_seconds": 60}},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m"}],
         "requirement": {"seats": [{"count": 1, "role": " "}],
                         "approve_within_seconds": 60, "execute_within_seconds": 60}},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m"}],
         "requirement": {"seats": [{"count": 1, "role": "sre"}],
                         "approve_within_seconds": 0, "execute_within_seconds": 60}},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m"}],
         "requirement": {"seats": [{"count": 1, "role": "sre"}],
                         "approve_within_seconds": 60, "execute_within_seconds": 604801}},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m"}],
         "requirement": {"seats": [{"count": 1.5, "role": "sre"}],
                         "approve_within_seconds": 60, "execute_within_seconds": 60}},
        {"verdict": "require_approval", "reasons": [{"rule": "r", "message": "m"}],
         "requirement": {"seats": [{"count": "1", "role": "sre"}],
                         "approve_within_seconds": 60, "execute_within_seconds": 60}}
      ]
      """;
}
