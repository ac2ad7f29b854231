package io.countersign.decision;

import com.google.common.collect.ImmutableList;
import io.countersign.policy.Requirement;
import java.time.Instant;

/**
 * Asks peers to agree to one action.
 *
 * @param id names the request
 * @param action what they agree to
 * @param requirement who must agree; the same as in the action's envelope
 * @param reasons why approval is needed
 * @param createdAt when it was made
 */
public record ApprovalRequest(
    RequestId id,
    FrozenAction action,
    Requirement requirement,
    ImmutableList<Reason> reasons,
    Instant createdAt) {}
