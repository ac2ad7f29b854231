package io.countersign;

import com.google.common.collect.ImmutableList;
import io.countersign.approval.Approval;
import io.countersign.approval.ApprovalCode;
import io.countersign.approval.ApprovalStore;
import io.countersign.approval.Approvals;
import io.countersign.approval.Choice;
import io.countersign.approval.State;
import io.countersign.approval.VoteResult;
import io.countersign.audit.AuditLog;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.ToolCall;
import io.countersign.decision.ActionDigest;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decider;
import io.countersign.decision.Decision;
import io.countersign.decision.Permit;
import io.countersign.decision.Reason;
import io.countersign.decision.RequestId;
import io.countersign.execution.Execution;
import io.countersign.execution.ExecutionCode;
import io.countersign.execution.Executions;
import io.countersign.execution.Executor;
import io.countersign.execution.OutcomeUnknownException;
import io.countersign.json.StrictJson;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.Seat;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between an agent and what it wants to do. {@link #propose} decides, {@link #run} decides
 * and executes, {@link #vote} lets peers agree, {@link #resume} executes what they agreed to.
 * Thread-safe; make one and share it.
 *
 * <p>Whatever goes wrong inside ends in a denial with a code of its own (docs/codes.md).
 */
public final class Guard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final StrictJson json = StrictJson.forCalls();
  private final Pipeline pipeline;
  private final Decider decider;
  private final ApprovalStore store;
  private final Approvals approvals;
  private final Gate gate;
  private final Recorder recorder;
  private final GuardClock clock;
  private final PolicyEngine policy;
  private final AuditLog audit;

  Guard(
      Pipeline pipeline,
      Decider decider,
      ApprovalStore store,
      Executions executions,
      AuditLog audit,
      GuardClock clock,
      PolicyEngine policy) {
    this.pipeline = pipeline;
    this.decider = decider;
    this.store = store;
    this.recorder = new Recorder(audit);
    this.approvals = new Approvals(store, recorder::ended);
    this.gate = new Gate(pipeline, decider, store, approvals, executions, recorder, clock);
    this.clock = clock;
    this.policy = policy;
    this.audit = audit;
  }

  /** Starts to build a guard. */
  public static GuardBuilder builder() {
    return new GuardBuilder();
  }

  /**
   * Decides on a call. Never throws for bad input: what cannot be read, or fails on the way, is
   * Denied. The same call proposed again while its request is open meets that request.
   */
  public Decision propose(ToolCall call) {
    return Fence.around(
        () -> {
          Instant now = clock.now();
          // A decision that failed is recorded like any other denial.
          Decision decision = Fence.around(() -> decide(call, now), Guard::denied);
          recorder.decided(call.tool(), decision, now);
          return decision;
        },
        Guard::denied);
  }

  /**
   * Says what {@link #propose} would decide, without recording anything or asking anybody. The
   * permit or the request in the answer is of no use.
   */
  public Decision preview(ToolCall call) {
    return Fence.around(
        () -> {
          Instant now = clock.now();
          Decision decision = decider.decide(pipeline.assess(call.freeze(json), now), now);
          if (decision instanceof Decision.Allowed allowed) {
            allowed.permit().take(now);
          }
          return decision;
        },
        Guard::denied);
  }

  private Decision decide(ToolCall call, Instant now) {
    FrozenCall frozen;
    try {
      frozen = call.freeze(json);
    } catch (CountersignException e) {
      return denied(e.problem());
    }
    Decision decision = decider.decide(pipeline.assess(frozen, now), now);
    return decision instanceof Decision.ApprovalRequired asks ? ask(asks, now) : decision;
  }

  /** Finds the request that this call already has, or puts a new one before the approvers. */
  private Decision ask(Decision.ApprovalRequired asks, Instant now) {
    ApprovalRequest fresh = asks.request();
    Optional<Approval> known =
        store
            .findByCall(fresh.action().callDigest())
            .flatMap(approval -> approvals.find(approval.id(), now));
    if (known.isPresent()) {
      Approval earlier = known.get();
      switch (earlier.state()) {
        case PENDING, APPROVED -> {
          if (earlier.request().action().sameWorld(fresh.action())) {
            return new Decision.ApprovalRequired(earlier.request(), asks.found());
          }
          gate.supersede(earlier, now);
        }
        case DENIED -> {
          if (now.isBefore(earlier.request().action().executeBy())) {
            return new Decision.Denied(
                ImmutableList.of(
                    Reason.of(
                        new Problem(
                            ApprovalCode.DENIED_BEFORE,
                            "This very call was " + earlier.note() + ".",
                            "Find another way, or talk to that person."))),
                asks.found());
          }
        }
        case EXECUTING, SUCCEEDED, FAILED, UNKNOWN, REVOKED, EXPIRED, SUPERSEDED -> {
          // A new attempt is a new request.
        }
      }
    }
    Approvals.Change opened = approvals.open(fresh, pipeline.directory(), now);
    if (opened instanceof Approvals.Change.Refused refused) {
      return new Decision.Denied(ImmutableList.of(Reason.of(refused.problem())), asks.found());
    }
    if (opened instanceof Approvals.Change.There there) {
      return new Decision.ApprovalRequired(there.now().request(), asks.found());
    }
    recorder.requested(((Approvals.Change.Done) opened).now(), now);
    return asks;
  }

  /**
   * Decides on a call and runs it if it may run, be it because nothing stands against it or because
   * peers have approved exactly this call.
   *
   * @throws NotAllowedException when it may not run, or not yet
   * @throws ExecutionFailedException when the executor threw
   */
  public <T> T run(ToolCall call, Executor<T> executor) {
    return perform(begin(call), executor);
  }

  /**
   * Runs a call that was allowed earlier. Everything is checked again.
   *
   * @throws NotAllowedException when it may no longer run
   * @throws ExecutionFailedException when the executor threw
   */
  public <T> T execute(Permit permit, Executor<T> executor) {
    return perform(Fence.around(() -> gate.begin(permit), Guard::stop), executor);
  }

  /**
   * Runs what peers approved. The frozen action is analysed again, and today's rights, policy and
   * roles must hold as well as those of the day of the request.
   *
   * @throws NotAllowedException when it may not run
   * @throws ExecutionFailedException when the executor threw
   */
  public <T> T resume(RequestId id, Executor<T> executor) {
    return perform(begin(id), executor);
  }

  /**
   * As {@link #run}, for a host that does the call itself and has a callback before it and another
   * after: decides, and passes the gate. The host then does exactly what {@link Execution#action()}
   * says, and says how it ended.
   *
   * @throws NotAllowedException when it may not run, or not yet
   */
  public Execution begin(ToolCall call) {
    Decision decision = propose(call);
    if (decision instanceof Decision.Allowed allowed) {
      return Fence.around(() -> gate.begin(allowed), Guard::stop);
    }
    if (decision instanceof Decision.ApprovalRequired required) {
      RequestId id = required.request().id();
      boolean approved =
          Fence.around(
              () -> approval(id).filter(a -> a.state() == State.APPROVED).isPresent(), Guard::stop);
      if (approved) {
        return begin(id);
      }
      throw new NotAllowedException.ApprovalRequired(required);
    }
    throw new NotAllowedException.Denied((Decision.Denied) decision);
  }

  /**
   * As {@link #resume}, for a host that does the call itself.
   *
   * @throws NotAllowedException when it may not run
   */
  public Execution begin(RequestId id) {
    return Fence.around(() -> gate.begin(id), Guard::stop);
  }

  /**
   * Says how a call ended that was let through earlier, for a host that learns of it in another
   * process or at another time than it asked: a call that failed, or may have, holds those that
   * build on it. Changes nothing about an approved request, whose {@link Execution} says so itself.
   *
   * @param outcome SUCCEEDED, FAILED or UNKNOWN; anything else counts as UNKNOWN
   * @throws CountersignException when the call cannot be read or the ledger cannot be written
   */
  public void report(ToolCall call, State outcome) {
    pipeline.reported(call.freeze(json), Gate.outcome(outcome), clock.now());
  }

  private static <T> T perform(Execution execution, Executor<T> executor) {
    T result;
    try {
      result = executor.execute(execution.action());
    } catch (OutcomeUnknownException e) {
      record(() -> execution.unknown(e.getClass().getSimpleName()), e);
      throw new ExecutionFailedException(State.UNKNOWN, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      record(() -> execution.unknown("interrupted"), e);
      throw new ExecutionFailedException(State.UNKNOWN, e);
    } catch (Exception e) {
      record(() -> execution.failed(e.getClass().getSimpleName()), e);
      throw new ExecutionFailedException(State.FAILED, e);
    } catch (Error e) {
      record(() -> execution.unknown(e.getClass().getSimpleName()), e);
      throw e;
    }
    try {
      execution.succeeded();
    } catch (RuntimeException e) {
      throw new CountersignException(
          new Problem(
              ExecutionCode.OUTCOME_NOT_RECORDED,
              "The action ran, but its outcome could not be recorded.",
              "Mend the store or the audit log; the request ends as UNKNOWN by itself."),
          e);
    }
    return result;
  }

  private static void record(Runnable ending, Throwable cause) {
    try {
      ending.run();
    } catch (RuntimeException e) {
      LOG.error("an outcome could not be recorded", e);
      cause.addSuppressed(e);
    }
  }

  /**
   * Casts a vote on a request.
   *
   * @param voter from an authenticated channel; an agent's vote is recorded and refused
   * @param shown digest of the action that the voter was shown
   * @param comment the voter's words, or an empty string
   * @throws CountersignException when the vote could not be kept or recorded
   */
  public VoteResult vote(
      RequestId id, Principal voter, ActionDigest shown, Choice choice, String comment) {
    Instant now = clock.now();
    VoteResult result =
        approvals.vote(id, voter, shown, choice, comment, pipeline.directory(), now);
    recorder.voted(id, voter, shown, choice, comment, result, now);
    return result;
  }

  /** Takes an approval back, which ends the request; only somebody who approved it may. */
  public Approvals.Change revoke(RequestId id, Principal.Human who, String why) {
    return ended(now -> approvals.revoke(id, who, why, now));
  }

  /** Takes a request back; only somebody who stands behind the call may. */
  public Approvals.Change withdraw(RequestId id, Principal who, String why) {
    return ended(now -> approvals.withdraw(id, who, why, now));
  }

  private Approvals.Change ended(Function<Instant, Approvals.Change> change) {
    Instant now = clock.now();
    Approvals.Change result = change.apply(now);
    if (result instanceof Approvals.Change.Done done) {
      recorder.ended(done.now(), now);
    }
    return result;
  }

  /** A request as it stands now. */
  public Optional<Approval> approval(RequestId id) {
    return approvals.find(id, clock.now());
  }

  /** All requests as they stand now, oldest first. */
  public ImmutableList<Approval> approvals() {
    return approvals.list(clock.now());
  }

  /** Seats of a request that are still empty, counted with today's roles. */
  public ImmutableList<Seat> openSeats(Approval approval) {
    return approvals.missing(approval, pipeline.directory(), clock.now());
  }

  /**
   * Waits until a request is no longer PENDING.
   *
   * @param atMost how long to wait
   * @return the request as it then stands; still PENDING when the time was up, empty when there is
   *     no such request
   * @throws InterruptedException when the waiting thread is interrupted; the request stays open
   */
  public Optional<Approval> await(RequestId id, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<Approval> current = approval(id);
      long left = end - System.nanoTime();
      if (current.isEmpty() || current.get().state() != State.PENDING || left <= 0) {
        return current;
      }
      Thread.sleep(Math.max(1, Math.min(pause.toMillis(), left / 1_000_000)));
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private static Decision denied(Problem problem) {
    return new Decision.Denied(ImmutableList.of(Reason.of(problem)), null);
  }

  private static <T> T stop(Problem problem) {
    throw new NotAllowedException.Denied((Decision.Denied) denied(problem));
  }

  @Override
  public void close() {
    policy.close();
    store.close();
    pipeline.close();
    audit.close();
  }
}
