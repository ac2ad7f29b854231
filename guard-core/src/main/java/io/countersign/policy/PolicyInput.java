package io.countersign.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.access.AccessResult;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.call.CallerChain;
import io.countersign.call.Delegation;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.classification.Classification;
import io.countersign.classification.SeverityTable;
import io.countersign.ledger.Counters;
import io.countersign.ledger.Standing;
import io.countersign.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Everything that a policy gets to see, as one JSON document of the published form
 * (docs/schemas/policy-input.schema.json). The clock is in it, so that a decision can be replayed.
 *
 * @param call what was proposed
 * @param analysis what it would do
 * @param classification how bad that is
 * @param access whether the chain holds the rights
 * @param standing how it stands to what the same sponsor did lately
 * @param freezes windows that are open now
 * @param now the instant of the decision
 */
public record PolicyInput(
    FrozenCall call,
    Analysis analysis,
    Classification classification,
    AccessResult access,
    Standing standing,
    List<Freeze> freezes,
    Instant now) {

  /** Version of the document's form. */
  public static final int VERSION = 1;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The document. */
  public ObjectNode toJson() {
    ObjectNode input = JSON.objectNode();
    input.put("v", VERSION);
    input.put("now", now.toString());
    input.put("now_seconds", now.getEpochSecond());
    input.set("call", callJson());
    ArrayNode effects = input.putArray("effects");
    analysis.effects().forEach(e -> effects.add(effectJson(e)));
    input.set("unresolved", problems(analysis.unresolved()));
    ArrayNode sequence = input.putArray("sequence");
    standing.sequence().forEach(e -> sequence.add(effectJson(e)));
    input.set("held", problems(standing.held()));
    input
        .putObject("classification")
        .put("kind", classification.kind().name())
        .put("severity", classification.severity().name());
    input.set("rights", rights());
    input.set("counters", counters());
    ArrayNode freeze = input.putArray("freezes");
    for (Freeze window : freezes) {
      ObjectNode node = freeze.addObject();
      node.put("id", window.id()).put("until", window.until().toString());
      ArrayNode environments = node.putArray("environments");
      window.environments().forEach(e -> environments.add(e.key()));
      node.put("reason", window.reason());
    }
    return input;
  }

  private static ArrayNode problems(List<Problem> problems) {
    ArrayNode array = JSON.arrayNode();
    for (Problem problem : problems) {
      ObjectNode node = array.addObject();
      node.put("code", problem.code().id());
      node.put("what", problem.what()).put("next", problem.next());
      problem
          .place()
          .ifPresent(
              span -> node.putObject("span").put("start", span.start()).put("end", span.end()));
    }
    return array;
  }

  private ObjectNode counters() {
    Counters counters = standing.counters();
    ObjectNode node =
        JSON.objectNode()
            .put("window_seconds", counters.windowSeconds())
            .put("removals", counters.removals())
            .put("removed_resources", counters.removedResources())
            .put("calls", counters.calls());
    ObjectNode environments = node.putObject("environments");
    counters
        .environments()
        .forEach(
            (environment, sum) ->
                environments
                    .putObject(environment.key())
                    .put("removals", sum.removals())
                    .put("removed_resources", sum.resources())
                    .put("bytes", sum.bytes()));
    return node;
  }

  private ObjectNode callJson() {
    ObjectNode node = JSON.objectNode();
    node.put("tool", call.tool());
    node.set("arguments", call.arguments());
    node.put("session", call.context().session());
    node.set("facts", factsJson(call.context().facts()));
    node.set("callers", callersJson(call.callers()));
    return node;
  }

  private ObjectNode rights() {
    ObjectNode rights = JSON.objectNode();
    ArrayNode missing = rights.putArray("missing");
    for (AccessResult.Missing gap : access.missing()) {
      ObjectNode node = missing.addObject();
      node.put("hop", gap.hop()).put("code", gap.code().id());
      Effect effect = gap.effect();
      if (effect != null) {
        node.put("operation", effect.operation());
        node.put("environment", effect.environment().key());
      }
    }
    ArrayNode broader = rights.putArray("broader");
    for (AccessResult.Broader wide : access.broader()) {
      broader
          .addObject()
          .put("hop", wide.hop())
          .put("role", wide.role())
          .put("operation", wide.effect().operation());
    }
    return rights;
  }

  /** The chain in the form of the policy input and of the approval envelope. */
  public static ObjectNode callersJson(CallerChain callers) {
    ObjectNode node = JSON.objectNode();
    node.put("agent", callers.agent().subject());
    node.put("task", callers.task().subject());
    node.set("sponsor", principalJson(callers.sponsor()));
    ArrayNode delegations = node.putArray("delegations");
    for (Delegation hop : callers.delegations()) {
      ObjectNode pair = delegations.addObject();
      pair.set("by", principalJson(hop.by()));
      pair.set("to", principalJson(hop.to()));
    }
    return node;
  }

  private static ObjectNode principalJson(Principal principal) {
    ObjectNode node = JSON.objectNode().put("id", principal.subject());
    if (principal instanceof Principal.Human human) {
      node.put("human_key", human.humanKey());
    }
    return node;
  }

  /** Facts by the names of {@link io.countersign.call.Fact#key()}. */
  public static ObjectNode factsJson(Facts facts) {
    ObjectNode node = JSON.objectNode();
    facts.known().forEach((fact, value) -> node.put(fact.key(), value));
    return node;
  }

  /** One effect in the form of the policy input and of the batch answer. */
  public static ObjectNode effectJson(Effect effect) {
    ObjectNode node = JSON.objectNode();
    node.put("operation", effect.operation());
    node.put("verb", effect.verb().name());
    ObjectNode resource = node.putObject("resource");
    resource.put("type", effect.resource().type()).put("id", effect.resource().id());
    resource.set("facts", factsJson(effect.resource().facts()));
    ObjectNode tags = resource.putObject("tags");
    effect.resource().tags().forEach(tags::put);
    node.put("environment", effect.environment().name().toLowerCase(Locale.ROOT));
    node.put("reversibility", effect.reversibility().name());
    node.put("reach", effect.reach().name());
    node.put("severity", SeverityTable.severity(effect).name());
    node.put("destructive", SeverityTable.destructive(effect));
    node.put("rule", effect.evidence().rule());
    node.put("because", effect.evidence().because());
    return node;
  }
}
