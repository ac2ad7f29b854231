package io.countersign;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.countersign.approval.Approval;
import io.countersign.approval.ApprovalCode;
import io.countersign.approval.ApprovalStore;
import io.countersign.approval.Approvals;
import io.countersign.approval.Move;
import io.countersign.approval.State;
import io.countersign.decision.Assessment;
import io.countersign.decision.Decider;
import io.countersign.decision.Decision;
import io.countersign.decision.FrozenAction;
import io.countersign.decision.Permit;
import io.countersign.decision.Reason;
import io.countersign.decision.RequestId;
import io.countersign.execution.Execution;
import io.countersign.execution.ExecutionCode;
import io.countersign.execution.Executions;
import io.countersign.ledger.Ledger;
import io.countersign.ledger.LedgerCode;
import io.countersign.ledger.Outcome;
import io.countersign.policy.Requirement;
import io.countersign.policy.Seat;
import io.countersign.problem.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one edge where things begin to happen. Whoever passes it holds an {@link Execution}. */
final class Gate {

  /** How often a call is looked at again while others are let through; then it is stopped. */
  private static final int MAX_LOOKS = 64;

  private final Pipeline pipeline;
  private final Decider decider;
  private final ApprovalStore store;
  private final Approvals approvals;
  private final Executions executions;
  private final Recorder recorder;
  private final GuardClock clock;

  Gate(
      Pipeline pipeline,
      Decider decider,
      ApprovalStore store,
      Approvals approvals,
      Executions executions,
      Recorder recorder,
      GuardClock clock) {
    this.pipeline = pipeline;
    this.decider = decider;
    this.store = store;
    this.approvals = approvals;
    this.executions = executions;
    this.recorder = recorder;
    this.clock = clock;
  }

  /** Begins what was allowed just now. */
  Execution begin(Decision.Allowed allowed) {
    Permit permit = allowed.permit();
    FrozenAction action = permit.action();
    String subject = action.callDigest().hex();
    Instant now = clock.now();
    if (!permit.take(now)) {
      throw stop(
          allowed.found(),
          new Problem(
              ExecutionCode.PERMIT_USED_UP,
              "The permit was used before, or its time is over.",
              "Propose the call again."));
    }
    Ledger.Entry entry =
        enter(
            action,
            allowed.found(),
            false,
            now,
            (today, found) -> {
              if (!(today instanceof Decision.Allowed) || !action.sameWorld(found)) {
                throw stop(found, movedOn());
              }
            });
    begun(
        entry,
        now,
        () -> {
          recorder.executing(subject, action, ImmutableList.of(), now);
          return action;
        });
    return new Execution(
        action,
        (outcome, note) -> {
          Instant end = clock.now();
          try {
            pipeline.ended(entry, outcome(outcome), end);
          } finally {
            recorder.outcome(subject, action, outcome.name(), note, end);
          }
        });
  }

  /** What still has to hold when the past has changed since the decision. */
  @FunctionalInterface
  private interface Recheck {
    void check(Decision today, Assessment found);
  }

  /**
   * Enters an action into the ledger. When other calls of the same person were faster, it is looked
   * at again, so that of two calls that only just fit both do not pass.
   */
  private Ledger.Entry enter(
      FrozenAction action, Assessment found, boolean approved, Instant now, Recheck recheck) {
    Assessment seen = found;
    for (int look = 0; look < MAX_LOOKS; look++) {
      Optional<Ledger.Entry> entry =
          pipeline.enter(action.call(), action.callDigest(), seen, approved, now);
      if (entry.isPresent()) {
        return entry.get();
      }
      seen = pipeline.assess(action.call(), now);
      Decision today = decider.decide(seen, now);
      if (today instanceof Decision.Denied denied) {
        throw new NotAllowedException.Denied(denied);
      }
      recheck.check(today, seen);
    }
    throw stop(seen, movedOn());
  }

  /** Takes an entry back when what follows it does not come about. */
  private <T> T begun(Ledger.Entry entry, Instant now, Supplier<T> next) {
    try {
      return next.get();
    } catch (RuntimeException e) {
      try {
        pipeline.ended(entry, Outcome.NOT_BEGUN, now);
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** How a step ended that ended in this state. */
  static Outcome outcome(State state) {
    return switch (state) {
      case SUCCEEDED -> Outcome.SUCCEEDED;
      case FAILED -> Outcome.FAILED;
      case PENDING, APPROVED, EXECUTING, UNKNOWN, DENIED, REVOKED, EXPIRED, SUPERSEDED ->
          Outcome.UNKNOWN;
    };
  }

  private static Problem movedOn() {
    return new Problem(
        LedgerCode.MOVED_ON,
        "Calls of the same person that were let through meanwhile make this one weigh more.",
        "Propose it again.");
  }

  /** Begins what was allowed earlier, after checking everything again. */
  Execution begin(Permit permit) {
    Instant now = clock.now();
    FrozenAction action = permit.action();
    Decision today = decider.decide(pipeline.assess(action.call(), now), now);
    if (today instanceof Decision.Denied denied) {
      throw new NotAllowedException.Denied(denied);
    }
    if (!(today instanceof Decision.Allowed allowed) || !action.sameWorld(allowed.found())) {
      throw stop(today.assessment().orElse(null), worldChanged());
    }
    return begin(new Decision.Allowed(permit, allowed.found()));
  }

  /** Begins what peers approved, after checking everything again. */
  Execution begin(RequestId id) {
    Instant now = clock.now();
    Approval approval = approvals.find(id, now).orElseThrow(() -> stop(null, Approvals.noSuch(id)));
    if (approval.state() != State.APPROVED) {
      throw stop(null, approvals.notRunnable(approval, pipeline.directory(), now));
    }
    FrozenAction action = approval.request().action();
    Assessment found = pipeline.assess(action.call(), now);
    Decision today = decider.decide(found, now);
    if (today instanceof Decision.Denied denied) {
      throw new NotAllowedException.Denied(denied);
    }
    if (!action.sameWorld(found)) {
      supersede(approval, now);
      throw stop(found, worldChanged());
    }
    checkSeats(approval, today, found, now);
    Ledger.Entry entry =
        enter(
            action,
            found,
            true,
            now,
            (then, seen) -> {
              if (!action.sameWorld(seen)) {
                throw stop(seen, worldChanged());
              }
              checkSeats(approval, then, seen, now);
            });
    Approval claimed = begun(entry, now, () -> claim(approval, action, found, now));
    return new Execution(
        action,
        (outcome, note) -> {
          Instant end = clock.now();
          Approval done = executions.finish(claimed, outcome, note, end);
          try {
            pipeline.ended(entry, outcome(done.state()), end);
          } finally {
            recorder.outcome(id.text(), action, done.state().name(), note, end);
          }
        });
  }

  private Approval claim(Approval approval, FrozenAction action, Assessment found, Instant now) {
    Approval claimed =
        executions
            .claim(approval, now)
            .orElseThrow(
                () ->
                    stop(
                        found,
                        new Problem(
                            ExecutionCode.CLAIMED,
                            "Somebody else runs this request, or changed it just now.",
                            "One approval is for one execution.")));
    try {
      recorder.executing(approval.id().text(), action, claimed.votes(), now);
    } catch (RuntimeException e) {
      executions.finish(claimed, State.FAILED, "not started: nothing could be recorded", now);
      throw e;
    }
    return claimed;
  }

  /** Ends a request whose call would now do something else. */
  void supersede(Approval earlier, Instant now) {
    Move move =
        store.move(
            earlier,
            Approvals.ended(
                earlier, State.SUPERSEDED, "the call would now do something else", now));
    if (move instanceof Move.Done done) {
      recorder.ended(done.now(), now);
    }
  }

  private void checkSeats(Approval approval, Decision today, Assessment found, Instant now) {
    checkSeats(approval, approval.request().requirement(), found, now);
    if (today instanceof Decision.ApprovalRequired stricter) {
      checkSeats(approval, stricter.request().requirement(), found, now);
    }
  }

  private void checkSeats(
      Approval approval, Requirement requirement, Assessment found, Instant now) {
    ImmutableList<Seat> open = approvals.missing(requirement, approval, pipeline.directory(), now);
    if (!open.isEmpty()) {
      throw stop(
          found,
          new Problem(
              ApprovalCode.QUORUM_LOST,
              "The votes no longer fill every seat; open: " + Iterables.getFirst(open, null) + ".",
              "Roles or the policy changed since; propose the call again."));
    }
  }

  private static NotAllowedException stop(@Nullable Assessment found, Problem problem) {
    return new NotAllowedException.Denied(
        new Decision.Denied(ImmutableList.of(Reason.of(problem)), found));
  }

  private static Problem worldChanged() {
    return new Problem(
        ExecutionCode.WORLD_CHANGED,
        "The call would now do something else than what was approved.",
        "Propose it again, so that peers can look at what it does now.");
  }
}
