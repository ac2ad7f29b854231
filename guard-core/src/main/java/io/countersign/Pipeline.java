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
import io.countersign.ledger.Counters;
import io.countersign.ledger.Ledger;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.Freeze;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyInput;
import java.time.Instant;
import java.util.List;
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
    Classification classification = Classifier.classify(analysis);
    AccessResult access = AccessCheck.check(call.callers(), analysis, directory.get(), now);
    Counters counters = ledger.preview(call.callers(), analysis, now);
    PolicyEngine.Revision pinned = policy.current();
    ImmutableList<Freeze> open =
        freezes.get().stream().filter(f -> f.holdsAt(now)).collect(ImmutableList.toImmutableList());
    EngineAnswer answer =
        pinned.evaluate(
            new PolicyInput(call, analysis, classification, access, counters, open, now).toJson());
    return new Assessment(
        call, analysis, classification, access, counters, pinned.digest(), answer);
  }

  /** Remembers that a call was let through. */
  void letThrough(FrozenCall call, Analysis analysis, Instant now) {
    ledger.add(call.callers(), analysis, now);
  }

  Directory directory() {
    return directory.get();
  }
}
