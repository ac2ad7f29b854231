package io.countersign.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Delegation;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.call.ToolAnnotations;
import io.countersign.classification.Severity;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import io.countersign.policy.PolicyInput;
import io.countersign.policy.Requirement;
import io.countersign.policy.Seat;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a frozen action and their JSON form (docs/approvals.md, "The envelope").
 *
 * @param world what the analysis saw
 */
record Envelope(
    String tenant,
    FrozenCall call,
    World world,
    String policyRevision,
    @Nullable Requirement requirement,
    Severity severity,
    Tokens tokens,
    Instant notBefore,
    Instant approveBy,
    Instant executeBy) {

  private static final int VERSION = 1;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  ObjectNode toJson() {
    ObjectNode json = JSON.objectNode();
    json.put("v", VERSION);
    json.put("tenant", tenant);
    ObjectNode callJson = json.putObject("call");
    callJson.put("tool", call.tool());
    callJson.set("arguments", call.arguments());
    callJson.set("callers", PolicyInput.callersJson(call.callers()));
    ObjectNode context = callJson.putObject("context");
    context.put("session", call.context().session());
    context.set("facts", PolicyInput.factsJson(call.context().facts()));
    ObjectNode files = context.putObject("files");
    call.context().files().forEach(files::put);
    ToolAnnotations claims = call.context().annotations();
    context
        .putObject("annotations")
        .put("destructive", claims.claimsDestructive())
        .put("read_only", claims.claimsReadOnly())
        .put("open_world", claims.openWorld());
    json.set("world", world.toJson());
    json.put("policy_revision", policyRevision);
    if (requirement != null) {
      ObjectNode needs = json.putObject("requirement");
      ArrayNode seats = needs.putArray("seats");
      for (Seat seat : requirement.seats()) {
        seats
            .addObject()
            .put("count", seat.count())
            .put("role", seat.role())
            .put("min_rank", seat.minRank());
      }
      needs.put("approve_within_seconds", requirement.approveWithin().toSeconds());
      needs.put("execute_within_seconds", requirement.executeWithin().toSeconds());
    }
    json.put("severity", severity.name());
    json.put("nonce", tokens.nonce());
    json.put("not_before", notBefore.toString());
    json.put("approve_by", approveBy.toString());
    json.put("execute_by", executeBy.toString());
    json.put("idempotency_key", tokens.idempotencyKey());
    return json;
  }

  static Envelope fromJson(JsonNode json) {
    try {
      if (json.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException("unknown version");
      }
      JsonNode call = json.required("call");
      if (!(call.required("arguments") instanceof ObjectNode arguments)) {
        throw new IllegalArgumentException("arguments are no object");
      }
      FrozenCall frozen =
          new FrozenCall(
              call.required("tool").textValue(),
              (ObjectNode) StrictJson.forCalls().freeze(arguments),
              callers(call.required("callers")),
              context(call.required("context")));
      JsonNode needs = json.get("requirement");
      return new Envelope(
          json.required("tenant").textValue(),
          frozen,
          World.read(StrictJson.upTo(1 << 26).freeze(json.required("world"))),
          json.required("policy_revision").textValue(),
          needs == null ? null : requirement(needs),
          Severity.valueOf(json.required("severity").textValue()),
          Tokens.read(
              json.required("nonce").textValue(), json.required("idempotency_key").textValue()),
          Instant.parse(json.required("not_before").textValue()),
          Instant.parse(json.required("approve_by").textValue()),
          Instant.parse(json.required("execute_by").textValue()));
    } catch (RuntimeException e) {
      throw new MalformedException(
          new Problem(
              DecisionCode.ENVELOPE_MALFORMED,
              "A stored action cannot be read: " + e.getMessage() + ".",
              "Restore the store from a backup; the request has to be made again."),
          e);
    }
  }

  private static CallerChain callers(JsonNode json) {
    List<Delegation> hops = new ArrayList<>();
    for (JsonNode hop : json.required("delegations")) {
      hops.add(new Delegation(principal(hop.required("by")), principal(hop.required("to"))));
    }
    return new CallerChain(
        new Principal.Agent(rest(json.required("agent").textValue(), "agent:")),
        new Task(rest(json.required("task").textValue(), "task:")),
        hops,
        (Principal.Human) principal(json.required("sponsor")));
  }

  private static Principal principal(JsonNode json) {
    String subject = json.required("id").textValue();
    if (subject.startsWith("human:")) {
      return new Principal.Human(rest(subject, "human:"), json.required("human_key").textValue());
    }
    return subject.startsWith("agent:")
        ? new Principal.Agent(rest(subject, "agent:"))
        : new Principal.Service(rest(subject, "service:"));
  }

  private static String rest(String subject, String kind) {
    if (!subject.startsWith(kind)) {
      throw new IllegalArgumentException("`" + subject + "` is not of the form " + kind + "id");
    }
    return subject.substring(kind.length());
  }

  private static CallContext context(JsonNode json) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      JsonNode value = json.required("facts").get(fact.key());
      if (value != null) {
        facts.put(fact, value.textValue());
      }
    }
    ImmutableMap.Builder<String, String> files = ImmutableMap.builder();
    json.required("files")
        .fields()
        .forEachRemaining(f -> files.put(f.getKey(), f.getValue().textValue()));
    JsonNode claims = json.required("annotations");
    return new CallContext(
        json.required("session").textValue(),
        new Facts(ImmutableMap.copyOf(facts)),
        files.build(),
        new ToolAnnotations(
            claims.path("destructive").asBoolean(),
            claims.path("read_only").asBoolean(),
            claims.path("open_world").asBoolean()));
  }

  private static Requirement requirement(JsonNode json) {
    List<Seat> seats = new ArrayList<>();
    for (JsonNode seat : json.required("seats")) {
      seats.add(
          new Seat(
              seat.required("count").intValue(),
              seat.required("role").textValue(),
              seat.required("min_rank").textValue()));
    }
    return new Requirement(
        seats,
        Duration.ofSeconds(json.required("approve_within_seconds").longValue()),
        Duration.ofSeconds(json.required("execute_within_seconds").longValue()));
  }
}
