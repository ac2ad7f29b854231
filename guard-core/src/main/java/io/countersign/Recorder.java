package io.countersign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Effect;
import io.countersign.approval.Approval;
import io.countersign.approval.ApprovalJson;
import io.countersign.approval.Choice;
import io.countersign.approval.Vote;
import io.countersign.approval.VoteResult;
import io.countersign.audit.AuditEvent;
import io.countersign.audit.AuditLog;
import io.countersign.call.Principal;
import io.countersign.decision.ActionDigest;
import io.countersign.decision.Assessment;
import io.countersign.decision.CallDigest;
import io.countersign.decision.Decision;
import io.countersign.decision.FrozenAction;
import io.countersign.decision.Reason;
import io.countersign.decision.RequestId;
import io.countersign.policy.PolicyInput;
import io.countersign.policy.PolicyTrace;
import java.time.Instant;
import java.util.List;

/** Writes what happens into the audit log, in the forms of docs/audit.md. */
final class Recorder {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_TOOL = 256;

  private final AuditLog log;

  Recorder(AuditLog log) {
    this.log = log;
  }

  void decided(String tool, Decision decision, Instant now) {
    ObjectNode data = JSON.objectNode();
    data.put("tool", printable(tool));
    String kind = decision.fold(a -> "allowed", d -> "denied", r -> "approval_required");
    data.put("decision", kind);
    decision.assessment().ifPresent(found -> describe(data, found));
    List<Reason> reasons =
        decision.<List<Reason>>fold(
            a -> List.of(), Decision.Denied::reasons, r -> r.request().reasons());
    ArrayNode why = data.putArray("reasons");
    reasons.forEach(r -> why.addObject().put("code", r.code()).put("message", r.message()));
    if (decision instanceof Decision.Denied) {
      decision
          .assessment()
          .map(found -> PolicyTrace.toJson(found.answer().trace().held()))
          .filter(rules -> !rules.isEmpty())
          .ifPresent(rules -> data.set("policy_rules", rules));
    }
    String subject =
        decision.fold(
            a -> a.permit().action().callDigest().hex(),
            d -> d.assessment().map(found -> CallDigest.of(found.call()).hex()).orElse(""),
            r -> r.request().action().callDigest().hex());
    log.append(new AuditEvent(now, AuditEvent.Type.DECIDED, subject, data));
  }

  private static void describe(ObjectNode data, Assessment found) {
    data.set("callers", PolicyInput.callersJson(found.call().callers()));
    data.put("kind", found.classification().kind().name());
    data.put("severity", found.classification().severity().name());
    data.put("policy_revision", found.policyRevision());
    ArrayNode effects = data.putArray("effects");
    for (Effect effect : found.analysis().effects()) {
      effects
          .addObject()
          .put("operation", effect.operation())
          .put("verb", effect.verb().name())
          .put("resource", effect.resource().type() + "/" + effect.resource().id())
          .put("environment", effect.environment().key())
          .put("rule", effect.evidence().rule());
    }
    ArrayNode unresolved = data.putArray("unresolved");
    found.analysis().unresolved().forEach(p -> unresolved.add(p.code().id()));
    ArrayNode sequence = data.putArray("sequence");
    found.standing().sequence().forEach(e -> sequence.add(e.evidence().rule()));
    found.standing().held().forEach(p -> sequence.add(p.code().id()));
  }

  void requested(Approval fresh, Instant now) {
    log.append(
        new AuditEvent(
            now,
            AuditEvent.Type.REQUESTED,
            fresh.id().text(),
            ApprovalJson.request(fresh.request())));
  }

  void voted(
      RequestId id,
      Principal voter,
      ActionDigest shown,
      Choice choice,
      String comment,
      VoteResult result,
      Instant now) {
    ObjectNode data = JSON.objectNode();
    data.put("voter", voter.subject()).put("shown", shown.hex()).put("choice", choice.name());
    data.put("comment", comment);
    if (result instanceof VoteResult.Refused refused) {
      data.put("refused", refused.problem().code().id());
    } else {
      data.put("state", ((VoteResult.Counted) result).now().state().name());
    }
    log.append(new AuditEvent(now, AuditEvent.Type.VOTED, id.text(), data));
  }

  void ended(Approval approval, Instant now) {
    ObjectNode data = JSON.objectNode();
    data.put("state", approval.state().name()).put("note", approval.note());
    log.append(new AuditEvent(now, AuditEvent.Type.ENDED, approval.id().text(), data));
  }

  /**
   * Without this record nothing runs, so it holds what the execution rests on.
   *
   * @param votes the votes that agreed to it; none when nobody had to
   */
  void executing(String subject, FrozenAction action, List<Vote> votes, Instant now) {
    ObjectNode data = JSON.objectNode();
    data.put("digest", action.digest().hex()).put("tool", action.tool());
    ArrayNode agreed = data.putArray("votes");
    for (Vote vote : votes) {
      agreed
          .addObject()
          .put("voter", vote.voter().subject())
          .put("shown", vote.shown().hex())
          .put("choice", vote.choice().name())
          .put("at", vote.at().toString());
    }
    log.append(new AuditEvent(now, AuditEvent.Type.EXECUTING, subject, data));
  }

  void outcome(String subject, FrozenAction action, String outcome, String note, Instant now) {
    ObjectNode data = JSON.objectNode();
    data.put("digest", action.digest().hex()).put("outcome", outcome).put("note", note);
    log.append(new AuditEvent(now, AuditEvent.Type.OUTCOME, subject, data));
  }

  /** A tool's name may be anything before it is checked; the log stays one line of clean text. */
  private static String printable(String tool) {
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < Math.min(tool.length(), MAX_TOOL); i++) {
      char c = tool.charAt(i);
      clean.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return clean.toString();
  }
}
