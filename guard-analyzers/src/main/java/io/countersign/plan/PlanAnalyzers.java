package io.countersign.plan;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analyzer;

/** The analyzers of this package, for whoever puts a guard together. */
public final class PlanAnalyzers {

  private PlanAnalyzers() {}

  /** One of each. */
  public static ImmutableList<Analyzer> analyzers() {
    return ImmutableList.of(
        new TerraformPlanAnalyzer(),
        new CloudFormationChangeSetAnalyzer(),
        new CdkDiffAnalyzer(),
        new PulumiPreviewAnalyzer(),
        new KubernetesDiffAnalyzer(),
        new AnsibleCheckAnalyzer());
  }
}
