package io.countersign.testkit;

import io.countersign.Guard;
import io.countersign.access.Directory;
import io.countersign.access.Grant;
import io.countersign.access.Person;
import io.countersign.access.Right;
import io.countersign.access.Role;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Verb;
import io.countersign.approval.Choice;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.call.CallerChain;
import io.countersign.call.Principal.Agent;
import io.countersign.call.Principal.Human;
import io.countersign.call.Task;
import io.countersign.decision.ApprovalRequest;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A guard for the test of a host: one agent and its engineer, who may do anything, two peers who
 * may approve, the default policy, and nothing that outlives the test.
 */
public final class SmallTeam implements AutoCloseable {

  public static final Human ENGINEER = new Human("eng1");
  public static final Human ADA = new Human("ada");
  public static final Human BEN = new Human("ben");
  public static final Agent AGENT = new Agent("kiro");
  public static final Task TASK = new Task("OPS-1");

  /** The agent works for the engineer. */
  public static final CallerChain CHAIN = new CallerChain(AGENT, TASK, ENGINEER);

  private final InMemoryAuditLog audit = InMemoryAuditLog.lostOnExit();
  private final Guard guard;

  /** A team whose guard understands calls by these analyzers. */
  public SmallTeam(Analyzers analyzers) {
    guard =
        Guard.builder()
            .analyzers(analyzers)
            .directory(directory())
            .policy(Policies.defaultEngine(PolicyConfig.DEFAULTS))
            .approvals(InMemoryApprovalStore.lostOnExit())
            .audit(audit)
            .clock(InstantSource.system())
            .build();
  }

  private static Directory directory() {
    Role all =
        new Role(
            "all",
            List.of(
                new Right(
                    Set.of("*"),
                    EnumSet.allOf(Verb.class),
                    Set.of("*"),
                    EnumSet.allOf(Environment.class))));
    return Directory.of(
        List.of(new Person(ENGINEER, "any"), new Person(ADA, "any"), new Person(BEN, "any")),
        List.of(AGENT.subject()),
        List.of(all, new Role("approver", List.of())),
        List.of(
            Grant.always(AGENT.subject(), "all"),
            Grant.always(TASK.subject(), "all"),
            Grant.always(ENGINEER.subject(), "all"),
            Grant.always(ADA.subject(), "approver"),
            Grant.always(BEN.subject(), "approver")),
        List.of("any"));
  }

  /** The guard, which the team closes. */
  public Guard guard() {
    return guard;
  }

  /** What the guard recorded. */
  public InMemoryAuditLog audit() {
    return audit;
  }

  /** Both peers approve what they were shown. */
  public void approve(ApprovalRequest request) {
    for (Human peer : List.of(ADA, BEN)) {
      guard.vote(request.id(), peer, request.action().digest(), Choice.APPROVE, "");
    }
  }

  @Override
  public void close() {
    guard.close();
  }
}
