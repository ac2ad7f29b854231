package io.countersign.approval;

import com.google.common.collect.ImmutableList;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.RequestId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and all that has happened to it. Each change is a new version.
 *
 * @param request what is asked
 * @param state where it stands
 * @param version counts changes, from 0
 * @param votes in the order they were cast, one a person
 * @param changedAt when it last changed
 * @param lease who runs it, or null when nobody does
 * @param note why it ended, in words, or an empty string
 */
public record Approval(
    ApprovalRequest request,
    State state,
    long version,
    ImmutableList<Vote> votes,
    Instant changedAt,
    @Nullable Lease lease,
    String note) {

  /** A new request. */
  static Approval fresh(ApprovalRequest request) {
    return new Approval(
        request, State.PENDING, 0, ImmutableList.of(), request.createdAt(), null, "");
  }

  /** Names the request. */
  public RequestId id() {
    return request.id();
  }

  /** Who runs it, if anybody. */
  public Optional<Lease> findLease() {
    return Optional.ofNullable(lease);
  }

  /** The next version in another state. */
  Approval to(State next, Instant now, String why) {
    return new Approval(request, next, version + 1, votes, now, null, why);
  }

  /** The next version, being run. */
  Approval executing(Lease by, Instant now) {
    return new Approval(request, State.EXECUTING, version + 1, votes, now, by, "");
  }

  /** The next version with other votes. */
  Approval withVotes(ImmutableList<Vote> cast, State next, Instant now) {
    return new Approval(request, next, version + 1, cast, now, null, note);
  }
}
