package io.countersign.approval;

import com.google.common.collect.ImmutableList;
import io.countersign.decision.CallDigest;
import io.countersign.decision.RequestId;
import java.util.Optional;

/**
 * Keeps requests. Implementations are thread-safe and keep these duties, which {@code
 * ApprovalStoreContract} in guard-testkit tests:
 *
 * <ol>
 *   <li>{@link #create} keeps a request under its id; a second one with the same id is refused. Of
 *       several callers who create one for the same call, one does, and the others are shown it.
 *   <li>{@link #move} is the only way to change a request. It succeeds for exactly one of several
 *       callers who hold the same version, and only along {@link State#next()}.
 *   <li>What was acknowledged survives as the store's name promises; what was not may be lost
 *       whole, never in part.
 *   <li>{@link #findByCall} finds the newest request for a call, in whatever state.
 *   <li>A store that cannot be read or written throws {@link StoreException}; it never answers as
 *       if it were empty.
 * </ol>
 */
public interface ApprovalStore extends AutoCloseable {

  /**
   * Adds a new request, unless its call has an open one ({@link State#isOpen}).
   *
   * @return the open request that is there already; empty when {@code fresh} was added
   * @throws StoreException {@code store-duplicate-id}, or when it cannot be written
   */
  Optional<Approval> create(Approval fresh);

  /** The request of that id, as it stands now. */
  Optional<Approval> find(RequestId id);

  /** The newest request for a call. */
  Optional<Approval> findByCall(CallDigest call);

  /** All requests, oldest first. */
  ImmutableList<Approval> list();

  /**
   * Changes a request if nobody else did.
   *
   * @param from as the caller saw it
   * @param to the next version of the same request
   * @return what happened
   * @throws IllegalArgumentException when {@code to} is not the next version of {@code from}, or
   *     its state cannot follow
   */
  Move move(Approval from, Approval to);

  @Override
  void close();

  /** Refuses what is no move at all; each implementation calls it first. */
  static void checkMove(Approval from, Approval to) {
    if (!from.id().equals(to.id())
        || to.version() != from.version() + 1
        || !from.request().action().digest().equals(to.request().action().digest())
        || !from.state().next().contains(to.state())) {
      throw new IllegalArgumentException(
          "no such move: " + from.state() + " to " + to.state() + ", version " + to.version());
    }
  }
}
