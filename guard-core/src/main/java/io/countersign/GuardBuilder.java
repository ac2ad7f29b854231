package io.countersign;

import com.google.common.collect.ImmutableList;
import io.countersign.access.Directory;
import io.countersign.analysis.Analyzers;
import io.countersign.approval.ApprovalStore;
import io.countersign.audit.AuditLog;
import io.countersign.decision.Decider;
import io.countersign.execution.Executions;
import io.countersign.ledger.InMemoryLedgerStore;
import io.countersign.ledger.Ledger;
import io.countersign.ledger.LedgerStore;
import io.countersign.policy.Freeze;
import io.countersign.policy.PolicyEngine;
import io.countersign.problem.Problem;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Guard}; refuses as long as a part is missing that only the embedder can choose.
 */
public final class GuardBuilder {

  private @Nullable Analyzers analyzers;
  private @Nullable Supplier<Directory> directory;
  private @Nullable PolicyEngine policy;
  private @Nullable ApprovalStore approvals;
  private @Nullable AuditLog audit;
  private @Nullable InstantSource clock;
  private RandomGenerator random = new SecureRandom();
  private Supplier<List<Freeze>> freezes = ImmutableList::of;
  private String tenant = "default";
  private String instance = "pid-" + ProcessHandle.current().pid();
  private LedgerStore ledger = InMemoryLedgerStore.lostOnExit();
  private Duration ledgerWindow = Duration.ofHours(1);
  private Duration lease = Duration.ofHours(1);

  GuardBuilder() {}

  /** What works out what calls would do. */
  public GuardBuilder analyzers(Analyzers analyzers) {
    this.analyzers = analyzers;
    return this;
  }

  /**
   * People, agents, roles and grants.
   *
   * @param today asked at each step, so that a grant taken away is gone at once
   */
  public GuardBuilder directory(Supplier<Directory> today) {
    this.directory = today;
    return this;
  }

  /** People, agents, roles and grants that never change. */
  public GuardBuilder directory(Directory fixed) {
    return directory(() -> fixed);
  }

  /** What decides; the guard closes it. */
  public GuardBuilder policy(PolicyEngine policy) {
    this.policy = policy;
    return this;
  }

  /** Where requests are kept; the guard closes it. */
  public GuardBuilder approvals(ApprovalStore approvals) {
    this.approvals = approvals;
    return this;
  }

  /** Where everything is recorded; the guard closes it. */
  public GuardBuilder audit(AuditLog audit) {
    this.audit = audit;
    return this;
  }

  /** The one clock. */
  public GuardBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Makes nonces and ids; a {@link SecureRandom} by default. Anything guessable is for tests. */
  public GuardBuilder random(RandomGenerator random) {
    this.random = random;
    return this;
  }

  /** Times in which environments are left alone; none by default. */
  public GuardBuilder freezes(Supplier<List<Freeze>> freezes) {
    this.freezes = freezes;
    return this;
  }

  /** Whose guard this is; goes into every approval. {@code default} by default. */
  public GuardBuilder tenant(String tenant) {
    this.tenant = tenant;
    return this;
  }

  /** Names this process in leases; its process id by default. */
  public GuardBuilder instance(String instance) {
    this.instance = instance;
    return this;
  }

  /**
   * Where what was let through is kept, so that small deletions add up; the guard closes it. By
   * default the guard's own memory: a process that ends forgets it. Processes that each decide on
   * one call share a {@link io.countersign.ledger.FileLedgerStore}.
   */
  public GuardBuilder ledger(LedgerStore ledger) {
    this.ledger = ledger;
    return this;
  }

  /** How far back small deletions are added up; one hour by default, positive. */
  public GuardBuilder ledgerWindow(Duration window) {
    this.ledgerWindow = positive(window);
    return this;
  }

  /**
   * How long an execution may take before its outcome is UNKNOWN; one hour by default, positive.
   */
  public GuardBuilder lease(Duration lease) {
    this.lease = positive(lease);
    return this;
  }

  private static Duration positive(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("the duration is positive");
    }
    return duration;
  }

  /**
   * Builds the guard.
   *
   * @throws GuardConfigurationException {@code guard-incomplete}, naming every missing part at once
   */
  public Guard build() {
    Analyzers analyzers = this.analyzers;
    Supplier<Directory> directory = this.directory;
    PolicyEngine policy = this.policy;
    ApprovalStore approvals = this.approvals;
    AuditLog audit = this.audit;
    InstantSource clock = this.clock;
    if (analyzers == null
        || directory == null
        || policy == null
        || approvals == null
        || audit == null
        || clock == null) {
      throw incomplete();
    }
    return new Guard(
        new Pipeline(
            analyzers, directory, policy, freezes, new Ledger(ledger, ledgerWindow, lease)),
        new Decider(tenant, random),
        approvals,
        new Executions(approvals, instance, lease),
        audit,
        new GuardClock(clock, audit.lastTime()),
        policy);
  }

  private GuardConfigurationException incomplete() {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    parts.put("analyzers(Analyzers)", analyzers);
    parts.put("directory(Directory)", directory);
    parts.put("policy(PolicyEngine)", policy);
    parts.put("approvals(ApprovalStore)", approvals);
    parts.put("audit(AuditLog)", audit);
    parts.put("clock(InstantSource)", clock);
    List<String> missing =
        parts.entrySet().stream().filter(e -> e.getValue() == null).map(Map.Entry::getKey).toList();
    return new GuardConfigurationException(
        new Problem(
            GuardConfigurationException.Reason.INCOMPLETE,
            (missing.size() == 1 ? "1 part is" : missing.size() + " parts are")
                + " missing: "
                + String.join(", ", missing)
                + ".",
            "Choose each; none has a default that is safe for everybody."));
  }
}
