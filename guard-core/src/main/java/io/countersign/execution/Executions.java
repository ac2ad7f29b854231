package io.countersign.execution;

import io.countersign.approval.Approval;
import io.countersign.approval.ApprovalStore;
import io.countersign.approval.Approvals;
import io.countersign.approval.Lease;
import io.countersign.approval.Move;
import io.countersign.approval.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Claims approved requests and closes them. Thread-safe. */
public final class Executions {

  private final ApprovalStore store;
  private final String owner;
  private final Duration lease;

  /**
   * Executions of one process.
   *
   * @param owner names this process in leases
   * @param lease how long a run may take before its outcome counts as unknown; positive
   */
  public Executions(ApprovalStore store, String owner, Duration lease) {
    this.store = store;
    this.owner = owner;
    this.lease = lease;
  }

  /**
   * Takes an approved request, so that nobody else runs it.
   *
   * @return the request in state EXECUTING, or empty when somebody else changed it first
   */
  public Optional<Approval> claim(Approval approved, Instant now) {
    Move move =
        store.move(approved, Approvals.executing(approved, new Lease(owner, now.plus(lease)), now));
    return move instanceof Move.Done done ? Optional.of(done.now()) : Optional.empty();
  }

  /**
   * Records what became of a claimed request.
   *
   * @param outcome SUCCEEDED, FAILED or UNKNOWN
   * @return the request as it now is; another state than asked for when the lease ran out meanwhile
   */
  public Approval finish(Approval claimed, State outcome, String note, Instant now) {
    Move move = store.move(claimed, Approvals.ended(claimed, outcome, note, now));
    return move instanceof Move.Done done ? done.now() : ((Move.Lost) move).actual();
  }
}
