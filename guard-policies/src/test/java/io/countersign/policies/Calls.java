package io.countersign.policies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.AccessCheck;
import io.countersign.access.Directory;
import io.countersign.access.Grant;
import io.countersign.access.Person;
import io.countersign.access.Right;
import io.countersign.access.Role;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.classification.Classifier;
import io.countersign.ledger.Counters;
import io.countersign.ledger.Standing;
import io.countersign.ledger.Sum;
import io.countersign.policy.Freeze;
import io.countersign.policy.PolicyInput;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Policy inputs as the pipeline makes them, for a chain that holds every right unless said
 * otherwise.
 */
record Calls(
    ImmutableList<Role> roles,
    ImmutableList<Grant> grants,
    ImmutableList<Freeze> freezes,
    Standing standing) {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  static final CallerChain CHAIN =
      new CallerChain(
          new Principal.Agent("kiro"),
          new Task("OPS-17"),
          new Principal.Human("ada", "ada@example.com"));

  private static final Right EVERYTHING =
      new Right(
          ImmutableSet.of("*"),
          ImmutableSet.copyOf(Verb.values()),
          ImmutableSet.of("*"),
          ImmutableSet.copyOf(Environment.values()));

  /** Everyone may do everything. */
  static final Calls TRUSTED =
      new Calls(
          ImmutableList.of(new Role("all", List.of(EVERYTHING))),
          ImmutableList.of(
              Grant.always("human:ada", "all"),
              Grant.always("agent:kiro", "all"),
              Grant.always("task:*", "all")),
          ImmutableList.of(),
          Standing.of(Counters.none(3600, 1)));

  Calls withGrants(Grant... grants) {
    return new Calls(roles, ImmutableList.copyOf(grants), freezes, standing);
  }

  Calls during(Freeze freeze) {
    return new Calls(roles, grants, ImmutableList.of(freeze), standing);
  }

  Calls after(int removals) {
    return with(
        Standing.of(
            new Counters(
                3600,
                removals,
                removals,
                removals + 1,
                ImmutableMap.of(Environment.PRODUCTION, new Sum(removals, removals, 0)))));
  }

  Calls with(Standing other) {
    return new Calls(roles, grants, freezes, other);
  }

  ObjectNode input(Effect... effects) {
    return input(Analysis.of(effects));
  }

  ObjectNode input(Analysis analysis) {
    return input(analysis, JsonNodeFactory.instance.objectNode().put("command", "…"));
  }

  ObjectNode input(Analysis analysis, ObjectNode arguments) {
    Directory directory =
        Directory.of(
            List.of(new Person(new Principal.Human("ada", "ada@example.com"), "engineer")),
            List.of("agent:*"),
            roles,
            grants,
            List.of("engineer", "senior"));
    return new PolicyInput(
            new FrozenCall("Bash", arguments, CHAIN, CallContext.in("/home/user/shop")),
            analysis,
            Classifier.classify(analysis, standing.sequence()),
            AccessCheck.check(CHAIN, analysis, directory, NOW),
            standing,
            freezes,
            NOW)
        .toJson();
  }

  static Effect effect(
      String operation,
      Verb verb,
      Environment environment,
      Reversibility reversibility,
      Reach reach) {
    return new Effect(
        operation,
        verb,
        Resource.of(operation.substring(0, operation.indexOf(':')) + ":thing", "orders"),
        environment,
        reversibility,
        reach,
        Evidence.of("test-rule", "the test says so"));
  }

  /** A freeze of some environments that holds at {@link #NOW}. */
  static Freeze freeze(Environment... environments) {
    return new Freeze(
        "year-end",
        NOW.minusSeconds(60),
        NOW.plusSeconds(3600),
        ImmutableSet.copyOf(Arrays.asList(environments)),
        "the books are closing");
  }
}
