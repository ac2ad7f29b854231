package io.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.call.Principal.Human;
import io.countersign.decision.ActionDigest;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.FrozenAction;
import io.countersign.decision.Reason;
import io.countersign.decision.RequestId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests as JSON, for stores and for people. {@link #request} is what never changes, {@link
 * #progress} what does.
 */
public final class ApprovalJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ApprovalJson() {}

  /** The part that never changes. */
  public static ObjectNode request(ApprovalRequest request) {
    ObjectNode json = JSON.objectNode();
    json.put("id", request.id().text());
    json.put("digest", request.action().digest().hex());
    json.set("action", request.action().toJson());
    ArrayNode reasons = json.putArray("reasons");
    for (Reason reason : request.reasons()) {
      reasons
          .addObject()
          .put("code", reason.code())
          .put("message", reason.message())
          .put("next", reason.next());
    }
    json.put("created_at", request.createdAt().toString());
    return json;
  }

  /** The part that does. */
  public static ObjectNode progress(Approval approval) {
    ObjectNode json = JSON.objectNode();
    json.put("id", approval.id().text());
    json.put("state", approval.state().name());
    json.put("version", approval.version());
    ArrayNode votes = json.putArray("votes");
    for (Vote vote : approval.votes()) {
      votes
          .addObject()
          .put("voter", vote.voter().id())
          .put("human_key", vote.voter().humanKey())
          .put("shown", vote.shown().hex())
          .put("choice", vote.choice().name())
          .put("at", vote.at().toString())
          .put("comment", vote.comment());
    }
    json.put("changed_at", approval.changedAt().toString());
    Lease lease = approval.lease();
    if (lease != null) {
      json.putObject("lease").put("owner", lease.owner()).put("until", lease.until().toString());
    }
    json.put("note", approval.note());
    return json;
  }

  /**
   * Reads a request back.
   *
   * @throws RuntimeException when the JSON is not what {@link #request} wrote, or its digest is not
   *     that of its action
   */
  static ApprovalRequest readRequest(JsonNode json) {
    FrozenAction action = FrozenAction.fromJson(json.required("action"));
    if (!action.digest().equals(new ActionDigest(json.required("digest").textValue()))) {
      throw new IllegalArgumentException("the digest is not that of the action");
    }
    ImmutableList.Builder<Reason> reasons = ImmutableList.builder();
    for (JsonNode reason : json.required("reasons")) {
      reasons.add(
          new Reason(
              reason.required("code").textValue(),
              reason.required("message").textValue(),
              reason.required("next").textValue()));
    }
    return new ApprovalRequest(
        new RequestId(json.required("id").textValue()),
        action,
        action
            .requirement()
            .orElseThrow(() -> new IllegalArgumentException("the action asks for no approval")),
        reasons.build(),
        Instant.parse(json.required("created_at").textValue()));
  }

  /**
   * Reads the changing part back.
   *
   * @throws RuntimeException when the JSON is not what {@link #progress} wrote
   */
  static Approval readProgress(ApprovalRequest request, JsonNode json) {
    ImmutableList.Builder<Vote> votes = ImmutableList.builder();
    for (JsonNode vote : json.required("votes")) {
      votes.add(
          new Vote(
              new Human(vote.required("voter").textValue(), vote.required("human_key").textValue()),
              new ActionDigest(vote.required("shown").textValue()),
              Choice.valueOf(vote.required("choice").textValue()),
              Instant.parse(vote.required("at").textValue()),
              vote.required("comment").textValue()));
    }
    return new Approval(
        request,
        State.valueOf(json.required("state").textValue()),
        json.required("version").longValue(),
        votes.build(),
        Instant.parse(json.required("changed_at").textValue()),
        lease(json.get("lease")),
        json.required("note").textValue());
  }

  private static @Nullable Lease lease(@Nullable JsonNode json) {
    return json == null
        ? null
        : new Lease(
            json.required("owner").textValue(), Instant.parse(json.required("until").textValue()));
  }
}
