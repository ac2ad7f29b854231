package io.countersign.approval;

import com.google.common.collect.ImmutableList;
import io.countersign.decision.CallDigest;
import io.countersign.decision.RequestId;
import io.countersign.problem.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A store that forgets everything when the process ends: for tests and demonstrations. */
public final class InMemoryApprovalStore implements ApprovalStore {

  private final Map<RequestId, Approval> approvals = new LinkedHashMap<>();
  private final Map<CallDigest, RequestId> newest = new HashMap<>();

  private InMemoryApprovalStore() {}

  /** An empty store whose content is lost when the process ends. */
  public static InMemoryApprovalStore lostOnExit() {
    return new InMemoryApprovalStore();
  }

  @Override
  public synchronized Optional<Approval> create(Approval fresh) {
    if (approvals.containsKey(fresh.id())) {
      throw duplicate(fresh.id());
    }
    CallDigest call = fresh.request().action().callDigest();
    Optional<Approval> open = findByCall(call).filter(a -> a.state().isOpen());
    if (open.isEmpty()) {
      approvals.put(fresh.id(), fresh);
      newest.put(call, fresh.id());
    }
    return open;
  }

  static StoreException duplicate(RequestId id) {
    return new StoreException(
        new Problem(
            StoreCode.DUPLICATE_ID,
            "There already is a request `" + id + "`.",
            "Propose the call again; it gets an id of its own."));
  }

  @Override
  public synchronized Optional<Approval> find(RequestId id) {
    return Optional.ofNullable(approvals.get(id));
  }

  @Override
  public synchronized Optional<Approval> findByCall(CallDigest call) {
    return Optional.ofNullable(newest.get(call)).map(approvals::get);
  }

  @Override
  public synchronized ImmutableList<Approval> list() {
    return ImmutableList.copyOf(approvals.values());
  }

  @Override
  public synchronized Move move(Approval from, Approval to) {
    ApprovalStore.checkMove(from, to);
    Approval actual = approvals.get(from.id());
    if (actual == null) {
      throw new StoreException(
          new Problem(
              StoreCode.NO_SUCH_REQUEST,
              "There is no request `" + from.id() + "`.",
              "It was never created in this store."));
    }
    if (actual.version() != from.version() || actual.state() != from.state()) {
      return new Move.Lost(actual);
    }
    approvals.put(to.id(), to);
    return new Move.Done(to);
  }

  @Override
  public void close() {}
}
