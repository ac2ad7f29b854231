package io.countersign.approval;

import com.google.common.collect.ImmutableList;
import io.countersign.policy.Seat;
import io.countersign.problem.Problem;

/** What became of a vote. */
public sealed interface VoteResult {

  /**
   * It counts.
   *
   * @param now the request with the vote
   * @param open seats still empty
   */
  record Counted(Approval now, ImmutableList<Seat> open) implements VoteResult {}

  /**
   * It does not.
   *
   * @param problem why, with an {@link ApprovalCode}
   */
  record Refused(Problem problem) implements VoteResult {}
}
