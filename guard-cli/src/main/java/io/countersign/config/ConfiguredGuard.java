package io.countersign.config;

import io.countersign.Guard;
import io.countersign.GuardBuilder;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.WorkspaceFiles;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.approval.FileApprovalStore;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.audit.FileAuditLog;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.ledger.FileLedgerStore;
import io.countersign.policy.PolicyEngine;
import java.time.InstantSource;

/**
 * A guard as {@code countersign.yaml} describes it, with every analyzer and the default policy.
 * Thread-safe; close it.
 */
public final class ConfiguredGuard implements AutoCloseable {

  private final GuardConfiguration configuration;
  private final Guard guard;

  private ConfiguredGuard(GuardConfiguration configuration, Guard guard) {
    this.configuration = configuration;
    this.guard = guard;
  }

  /**
   * A guard on the configured stores.
   *
   * @throws io.countersign.problem.CountersignException when a store or the log cannot be opened
   */
  public static ConfiguredGuard open(GuardConfiguration configuration, InstantSource clock) {
    return open(configuration, clock, StandardPolicy.engine(configuration));
  }

  /** The same under another policy. */
  public static ConfiguredGuard open(
      GuardConfiguration configuration, InstantSource clock, PolicyEngine policy) {
    GuardConfiguration.Stores stores = configuration.stores();
    FileApprovalStore approvals = FileApprovalStore.open(stores.approvals());
    try {
      FileLedgerStore ledger = FileLedgerStore.open(stores.ledger());
      try {
        FileAuditLog audit = FileAuditLog.open(stores.audit());
        return new ConfiguredGuard(
            configuration,
            builder(configuration, clock, policy)
                .approvals(approvals)
                .ledger(ledger)
                .audit(audit)
                .build());
      } catch (RuntimeException e) {
        ledger.close();
        throw e;
      }
    } catch (RuntimeException e) {
      approvals.close();
      throw e;
    }
  }

  /** A guard that is only asked what it would say: it opens no store and records nothing. */
  public static ConfiguredGuard forChecks(GuardConfiguration configuration, InstantSource clock) {
    return forChecks(configuration, clock, StandardPolicy.engine(configuration));
  }

  /** The same under another policy. */
  public static ConfiguredGuard forChecks(
      GuardConfiguration configuration, InstantSource clock, PolicyEngine policy) {
    return new ConfiguredGuard(
        configuration,
        builder(configuration, clock, policy)
            .approvals(InMemoryApprovalStore.lostOnExit())
            .audit(InMemoryAuditLog.lostOnExit())
            .build());
  }

  private static GuardBuilder builder(
      GuardConfiguration configuration, InstantSource clock, PolicyEngine policy) {
    return Guard.builder()
        .analyzers(
            new Analyzers(
                StandardAnalyzers.all(configuration.plans().renderer()),
                configuration.environments(),
                configuration.workspace(),
                WorkspaceFiles.ofThisMachine()))
        .directory(configuration.directory())
        .policy(policy)
        .freezes(configuration::freezes)
        .tenant(configuration.tenant())
        .clock(clock);
  }

  /** The guard. */
  public Guard guard() {
    return guard;
  }

  /** What it was made from. */
  public GuardConfiguration configuration() {
    return configuration;
  }

  @Override
  public void close() {
    guard.close();
  }
}
