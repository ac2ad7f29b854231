package io.countersign;

import com.google.common.collect.ImmutableList;
import io.countersign.access.AccessCheck;
import io.countersign.access.AccessResult;
import io.countersign.access.Directory;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.call.FrozenCall;
import io.countersign.classification.Classification;
import io.countersign.classification.Classifier;
import io.countersign.decision.Assessment;
import io.countersign.decision.CallDigest;
import io.countersign.ledger.Ledger;
import io.countersign.ledger.Outcome;
import io.countersign.ledger.Standing;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.Freeze;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** From a checked call to everything that can be found out about it. */
final class Pipeline {

  private final Analyzers analyzers;
  private final Supplier<Directory> directory;
  private final PolicyEngine policy;
  private final Supplier<List<Freeze>> freezes;
  private final Ledger ledger;

  Pipeline(
      Analyzers analyzers,
      Supplier<Directory> directory,
      PolicyEngine policy,
      Supplier<List<Freeze>> freezes,
      Ledger ledger) {
    this.analyzers = analyzers;
    this.directory = directory;
    this.policy = policy;
    this.freezes = freezes;
    this.ledger = ledger;
  }

  Assessment assess(FrozenCall call, Instant now) {
    Analysis analysis = analyzers.analyze(call);
    Standing standing = ledger.look(call, analysis, now);
    Classification classification = Classifier.classify(analysis, standing.sequence());
    AccessResult access = AccessCheck.check(call.callers(), analysis, directory.get(), now);
    PolicyEngine.Revision pinned = policy.current();
    ImmutableList<Freeze> open =
        freezes.get().stream().filter(f -> f.holdsAt(now)).collect(ImmutableList.toImmutableList());
    EngineAnswer answer =
        pinned.ask(new PolicyInput(call, analysis, classification, access, standing, open, now));
    return new Assessment(
        call, analysis, classification, access, standing, pinned.digest(), answer);
  }

  /**
   * Enters a call that is let through.
   *
   * @return empty when what the decision rests on no longer holds: then assess again
   */
  Optional<Ledger.Entry> enter(
      FrozenCall call, CallDigest digest, Assessment found, boolean approved, Instant now) {
    return ledger.begin(call, digest.hex(), found.analysis(), found.standing(), approved, now);
  }

  /** Says how an entered call ended. */
  void ended(Ledger.Entry entry, Outcome outcome, Instant now) {
    ledger.end(entry, outcome, now);
  }

  /** Says how a call ended that was let through before, perhaps by another process. */
  void reported(FrozenCall call, Outcome outcome, Instant now) {
    ledger.report(call, CallDigest.of(call).hex(), analyzers.analyze(call), outcome, now);
  }

  void close() {
    ledger.close();
  }

  Directory directory() {
    return directory.get();
  }
}
