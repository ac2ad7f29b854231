package io.countersign.examples;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import io.countersign.Guard;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Environment;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.Workspace;
import io.countersign.analysis.WorkspaceFiles;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.approval.FileApprovalStore;
import io.countersign.audit.FileAuditLog;
import io.countersign.call.Fact;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The guard of the examples: everything is real, and kept in one folder. */
final class ExampleGuard {

  private ExampleGuard() {}

  static Guard open(Path folder) {
    EnvironmentRules environments =
        new EnvironmentRules(
            ImmutableList.of(
                new EnvironmentRules.Rule(
                    Environment.PRODUCTION,
                    ImmutableSetMultimap.of(Fact.ACCOUNT, "111122223333"),
                    ImmutableMap.of())));
    return Guard.builder()
        .analyzers(
            new Analyzers(
                StandardAnalyzers.all(),
                environments,
                Workspace.DEFAULT,
                new WorkspaceFiles(List.of(folder))))
        .directory(Team.directory())
        .policy(Policies.defaultEngine(PolicyConfig.DEFAULTS))
        .approvals(FileApprovalStore.open(folder.resolve("approvals.jsonl")))
        .audit(FileAuditLog.open(folder.resolve("audit.jsonl")))
        .clock(InstantSource.system())
        .build();
  }
}
