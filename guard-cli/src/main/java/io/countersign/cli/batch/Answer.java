package io.countersign.cli.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Effect;
import io.countersign.classification.Kind;
import io.countersign.classification.Severity;
import io.countersign.decision.Assessment;
import io.countersign.decision.Decision;
import io.countersign.decision.Reason;
import io.countersign.policy.PolicyInput;
import io.countersign.policy.PolicyTrace;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import java.util.List;
import java.util.Optional;

/**
 * What {@code countersign check} says about one call, in the form of
 * docs/schemas/batch-answer.schema.json. The same for one call, a batch and a test.
 *
 * @param id JSON text of the call's id, or empty when it has none to give back
 * @param decision what was decided
 */
public record Answer(Optional<String> id, Decision decision) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** ASCII only: half a surrogate pair, a control or a bidirectional mark stays an escape. */
  private static final ObjectMapper WRITER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** The answer to a call that could not be read. */
  static Answer unreadable(String id, Problem problem) {
    return new Answer(
        Optional.of(id), new Decision.Denied(ImmutableList.of(Reason.of(problem)), null));
  }

  /** Whether the call destroys; a call that nobody could look at is unresolved. */
  public Kind kind() {
    return decision.assessment().map(a -> a.classification().kind()).orElse(Kind.UNRESOLVED);
  }

  /** How bad the call is; MEDIUM, like anything unresolved, when nobody could look at it. */
  public Severity severity() {
    return decision.assessment().map(a -> a.classification().severity()).orElse(Severity.MEDIUM);
  }

  /** Why the call may not run, or not yet; empty when it may. */
  public ImmutableList<Reason> reasons() {
    return decision.fold(
        allowed -> ImmutableList.of(), Decision.Denied::reasons, asks -> asks.request().reasons());
  }

  /** How the policy came to stop the call; of nothing when it did not, or cannot tell. */
  public PolicyTrace trace() {
    return decision instanceof Decision.Allowed
        ? PolicyTrace.NONE
        : decision.assessment().map(found -> found.answer().trace()).orElse(PolicyTrace.NONE);
  }

  /** One line of JSON, with how the policy came to it: for one call that somebody looks into. */
  public String toTracedJson() {
    ObjectNode json = json();
    ImmutableList<PolicyTrace.Rule> rules = trace().rules();
    if (!rules.isEmpty()) {
      json.set("policy", PolicyTrace.toJson(rules));
    }
    return line(json);
  }

  /** One line of JSON. */
  public String toJson() {
    return line(json());
  }

  private ObjectNode json() {
    ObjectNode json = JSON.objectNode();
    id.ifPresent(text -> json.putRawValue("id", new RawValue(text)));
    json.put("classification", kind().name());
    json.put("severity", severity().name());
    json.put(
        "decision", decision.<String>fold(a -> "allowed", d -> "denied", r -> "approval_required"));
    ArrayNode effects = json.putArray("effects");
    List<Effect> found =
        decision.assessment().map(a -> a.analysis().effects()).orElse(ImmutableList.of());
    found.forEach(effect -> effects.add(effect(effect)));
    ArrayNode unresolved = json.putArray("unresolved");
    unresolved().forEach(problem -> unresolved.add(problem));
    ArrayNode reasons = json.putArray("reasons");
    for (Reason reason : reasons()) {
      reasons
          .addObject()
          .put("code", reason.code())
          .put("message", reason.message())
          .put("next", reason.next());
    }
    return json;
  }

  private static String line(ObjectNode json) {
    try {
      return WRITER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is plain JSON", e);
    }
  }

  private static ObjectNode effect(Effect effect) {
    ObjectNode json = PolicyInput.effectJson(effect);
    effect.evidence().place().ifPresent(span -> json.set("span", span(span)));
    if (!effect.evidence().instead().isEmpty()) {
      json.put("instead", effect.evidence().instead());
    }
    return json;
  }

  private ImmutableList<ObjectNode> unresolved() {
    Optional<Assessment> found = decision.assessment();
    if (found.isEmpty()) {
      return reasons().stream()
          .map(r -> JSON.objectNode().put("code", r.code()).put("what", r.message()))
          .collect(ImmutableList.toImmutableList());
    }
    ImmutableList.Builder<ObjectNode> all = ImmutableList.builder();
    for (Problem problem : found.get().analysis().unresolved()) {
      ObjectNode json = JSON.objectNode();
      json.put("code", problem.code().id()).put("what", problem.what());
      json.put("next", problem.next());
      problem.place().ifPresent(span -> json.set("span", span(span)));
      all.add(json);
    }
    return all.build();
  }

  private static ObjectNode span(Span span) {
    return JSON.objectNode().put("start", span.start()).put("end", span.end());
  }
}
