package io.countersign.policy;

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
import io.countersign.json.JsonSink;
import io.countersign.json.Rfc3339;
import io.countersign.json.TreeSink;
import io.countersign.ledger.Counters;
import io.countersign.ledger.Standing;
import io.countersign.problem.Problem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

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

  /** The document as a tree. */
  public ObjectNode toJson() {
    return TreeSink.object(this::writeTo);
  }

  /** Describes the document. */
  public void writeTo(JsonSink sink) {
    sink.startObject(12);
    sink.member("v", VERSION);
    sink.member("now", Rfc3339.text(now));
    sink.member("now_seconds", now.getEpochSecond());
    sink.name("call");
    call(sink);
    sink.name("effects");
    array(sink, analysis.effects(), PolicyInput::effect);
    sink.name("unresolved");
    array(sink, analysis.unresolved(), PolicyInput::problem);
    sink.name("sequence");
    array(sink, standing.sequence(), PolicyInput::effect);
    sink.name("held");
    array(sink, standing.held(), PolicyInput::problem);
    sink.name("classification");
    sink.startObject(2);
    sink.member("kind", classification.kind().name());
    sink.member("severity", classification.severity().name());
    sink.endObject();
    sink.name("rights");
    rights(sink);
    sink.name("counters");
    counters(sink);
    sink.name("freezes");
    array(sink, freezes, PolicyInput::freeze);
    sink.endObject();
  }

  private static <T> void array(
      JsonSink sink, Collection<? extends T> elements, BiConsumer<JsonSink, T> describe) {
    sink.startArray(elements.size());
    for (T element : elements) {
      describe.accept(sink, element);
    }
    sink.endArray();
  }

  private static void freeze(JsonSink sink, Freeze window) {
    sink.startObject(4);
    sink.member("id", window.id());
    sink.member("until", window.until().toString());
    sink.name("environments");
    array(sink, window.environments(), (s, e) -> s.text(e.key()));
    sink.member("reason", window.reason());
    sink.endObject();
  }

  private static void problem(JsonSink sink, Problem problem) {
    sink.startObject(4);
    sink.member("code", problem.code().id());
    sink.member("what", problem.what());
    sink.member("next", problem.next());
    problem
        .place()
        .ifPresent(
            span -> {
              sink.name("span");
              sink.startObject(2);
              sink.member("start", span.start());
              sink.member("end", span.end());
              sink.endObject();
            });
    sink.endObject();
  }

  private void counters(JsonSink sink) {
    Counters counters = standing.counters();
    sink.startObject(5);
    sink.member("window_seconds", counters.windowSeconds());
    sink.member("removals", counters.removals());
    sink.member("removed_resources", counters.removedResources());
    sink.member("calls", counters.calls());
    sink.name("environments");
    sink.startObject(counters.environments().size());
    counters
        .environments()
        .forEach(
            (environment, sum) -> {
              sink.name(environment.key());
              sink.startObject(3);
              sink.member("removals", sum.removals());
              sink.member("removed_resources", sum.resources());
              sink.member("bytes", sum.bytes());
              sink.endObject();
            });
    sink.endObject();
    sink.endObject();
  }

  private void call(JsonSink sink) {
    sink.startObject(5);
    sink.member("tool", call.tool());
    sink.name("arguments");
    sink.tree(call.arguments());
    sink.member("session", call.context().session());
    sink.name("facts");
    facts(sink, call.context().facts());
    sink.name("callers");
    callers(sink, call.callers());
    sink.endObject();
  }

  private void rights(JsonSink sink) {
    sink.startObject(2);
    sink.name("missing");
    array(sink, access.missing(), PolicyInput::missing);
    sink.name("broader");
    array(sink, access.broader(), PolicyInput::broader);
    sink.endObject();
  }

  private static void missing(JsonSink sink, AccessResult.Missing gap) {
    sink.startObject(4);
    sink.member("hop", gap.hop());
    sink.member("code", gap.code().id());
    Effect effect = gap.effect();
    if (effect != null) {
      sink.member("operation", effect.operation());
      sink.member("environment", effect.environment().key());
    }
    sink.endObject();
  }

  private static void broader(JsonSink sink, AccessResult.Broader wide) {
    sink.startObject(3);
    sink.member("hop", wide.hop());
    sink.member("role", wide.role());
    sink.member("operation", wide.effect().operation());
    sink.endObject();
  }

  /** The chain in the form of the policy input and of the approval envelope. */
  public static ObjectNode callersJson(CallerChain callers) {
    return TreeSink.object(sink -> callers(sink, callers));
  }

  /** As {@link #callersJson}, for who needs no tree. */
  public static void callers(JsonSink sink, CallerChain callers) {
    sink.startObject(4);
    // In canonical order, which the sink of a digest then need not make.
    sink.member("agent", callers.agent().subject());
    sink.name("delegations");
    array(sink, callers.delegations(), PolicyInput::delegation);
    sink.name("sponsor");
    principal(sink, callers.sponsor());
    sink.member("task", callers.task().subject());
    sink.endObject();
  }

  private static void delegation(JsonSink sink, Delegation hop) {
    sink.startObject(2);
    sink.name("by");
    principal(sink, hop.by());
    sink.name("to");
    principal(sink, hop.to());
    sink.endObject();
  }

  private static void principal(JsonSink sink, Principal principal) {
    sink.startObject(2);
    if (principal instanceof Principal.Human human) {
      sink.member("human_key", human.humanKey());
    }
    sink.member("id", principal.subject());
    sink.endObject();
  }

  /** Facts by the names of {@link io.countersign.call.Fact#key()}. */
  public static ObjectNode factsJson(Facts facts) {
    return TreeSink.object(sink -> facts(sink, facts));
  }

  /** As {@link #factsJson}, for who needs no tree. */
  public static void facts(JsonSink sink, Facts facts) {
    sink.startObject(facts.known().size());
    facts.known().forEach((fact, value) -> sink.member(fact.key(), value));
    sink.endObject();
  }

  /** One effect in the form of the policy input and of the batch answer. */
  public static ObjectNode effectJson(Effect effect) {
    return TreeSink.object(sink -> effect(sink, effect));
  }

  private static void effect(JsonSink sink, Effect effect) {
    sink.startObject(10);
    sink.member("operation", effect.operation());
    sink.member("verb", effect.verb().name());
    sink.name("resource");
    sink.startObject(4);
    sink.member("type", effect.resource().type());
    sink.member("id", effect.resource().id());
    sink.name("facts");
    facts(sink, effect.resource().facts());
    sink.name("tags");
    sink.startObject(effect.resource().tags().size());
    effect.resource().tags().forEach(sink::member);
    sink.endObject();
    sink.endObject();
    sink.member("environment", effect.environment().key());
    sink.member("reversibility", effect.reversibility().name());
    sink.member("reach", effect.reach().name());
    sink.member("severity", SeverityTable.severity(effect).name());
    sink.member("destructive", SeverityTable.destructive(effect));
    sink.member("rule", effect.evidence().rule());
    sink.member("because", effect.evidence().because());
    sink.endObject();
  }
}
