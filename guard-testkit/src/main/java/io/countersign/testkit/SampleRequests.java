package io.countersign.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.access.AccessResult;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.approval.Approval;
import io.countersign.approval.State;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.call.ToolCall;
import io.countersign.classification.Classifier;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Assessment;
import io.countersign.decision.Decider;
import io.countersign.decision.Decision;
import io.countersign.json.StrictJson;
import io.countersign.ledger.Counters;
import io.countersign.ledger.Standing;
import io.countersign.policy.EngineAnswer;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Requests for approval as the guard makes them, without a guard. */
final class SampleRequests {

  static final Instant NOON = Instant.parse("2026-12-15T12:00:00Z");

  private final Decider decider;

  SampleRequests(RandomGenerator random) {
    this.decider = new Decider("sample", random);
  }

  /** A new request for one call; calls of one name are the same call. */
  Approval fresh(String name) {
    return fresh(JsonNodeFactory.instance.objectNode().put("environment", name));
  }

  Approval fresh(ObjectNode arguments) {
    CallerChain chain =
        new CallerChain(
            new Principal.Agent("kiro"), new Task("OPS-17"), new Principal.Human("eng1"));
    Analysis analysis =
        Analysis.of(
            new Effect(
                "elasticbeanstalk:TerminateEnvironment",
                Verb.DELETE,
                Resource.of("elasticbeanstalk:environment", "billing"),
                Environment.PRODUCTION,
                Reversibility.RECOVERABLE,
                Reach.ENVIRONMENT,
                Evidence.of("sample", "the sample says so")));
    Assessment found =
        new Assessment(
            ToolCall.of("rebuild", arguments, chain, CallContext.UNKNOWN)
                .freeze(StrictJson.forCalls()),
            analysis,
            Classifier.classify(analysis),
            new AccessResult(ImmutableList.of(), ImmutableList.of()),
            Standing.of(new Counters(3600, 1, 1, 1, ImmutableMap.of())),
            "f".repeat(64),
            new EngineAnswer.Result(verdict()));
    ApprovalRequest request = ((Decision.ApprovalRequired) decider.decide(found, NOON)).request();
    return new Approval(request, State.PENDING, 0, ImmutableList.of(), NOON, null, "");
  }

  private static ObjectNode verdict() {
    ObjectNode verdict = JsonNodeFactory.instance.objectNode().put("verdict", "require_approval");
    verdict.putArray("reasons").addObject().put("rule", "sample").put("message", "It destroys.");
    ObjectNode requirement = verdict.putObject("requirement");
    requirement.putArray("seats").addObject().put("count", 2).put("role", "sre");
    requirement.put("approve_within_seconds", 3600).put("execute_within_seconds", 3600);
    return verdict;
  }
}
