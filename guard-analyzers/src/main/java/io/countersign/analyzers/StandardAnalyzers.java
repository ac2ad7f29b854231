package io.countersign.analyzers;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analyzer;
import io.countersign.cloud.aws.AwsAnalyzer;
import io.countersign.cloud.aws.AwsOperations;
import io.countersign.cloud.aws.AwsRequests;
import io.countersign.cloud.azure.AzureAnalyzer;
import io.countersign.cloud.azure.AzureOperations;
import io.countersign.cloud.azure.AzureRequests;
import io.countersign.cloud.gcp.GcpAnalyzer;
import io.countersign.cloud.gcp.GcpMethods;
import io.countersign.cloud.gcp.GcpRequests;
import io.countersign.datastore.ElasticsearchAnalyzer;
import io.countersign.datastore.KafkaAnalyzer;
import io.countersign.datastore.MongoAnalyzer;
import io.countersign.datastore.RedisAnalyzer;
import io.countersign.http.HttpAnalyzer;
import io.countersign.kubernetes.KubernetesAnalyzer;
import io.countersign.plan.AnsibleCheckAnalyzer;
import io.countersign.plan.CdkDiffAnalyzer;
import io.countersign.plan.CloudFormationChangeSetAnalyzer;
import io.countersign.plan.KubernetesDiffAnalyzer;
import io.countersign.plan.PlanRenderer;
import io.countersign.plan.PulumiPreviewAnalyzer;
import io.countersign.plan.TerraformPlanAnalyzer;
import io.countersign.shell.ShellAnalyzer;
import io.countersign.shell.program.StandardPrograms;
import io.countersign.sql.SqlAnalyzer;
import java.util.function.Supplier;

/** Every analyzer that Countersign brings, in the order in which they are asked. */
public final class StandardAnalyzers {

  private StandardAnalyzers() {}

  /**
   * A fresh list. An analyzer reads its tables when the first call that needs them comes, so that a
   * process that judges one call pays for one analyzer.
   */
  public static ImmutableList<Analyzer> all() {
    return all(PlanRenderer.none());
  }

  /**
   * As {@link #all()}, with something that reads saved Terraform and OpenTofu plans, such as {@link
   * io.countersign.plan.TerraformShow}.
   */
  public static ImmutableList<Analyzer> all(PlanRenderer plans) {
    Supplier<AwsOperations> aws = Suppliers.memoize(AwsOperations::load);
    Supplier<GcpMethods> gcp = Suppliers.memoize(GcpMethods::load);
    return ImmutableList.of(
        new OnDemand(ShellAnalyzer::isShell, () -> new ShellAnalyzer(StandardPrograms.load())),
        new OnDemand("aws"::equals, () -> AwsAnalyzer.on(aws.get())),
        new OnDemand("gcp"::equals, () -> GcpAnalyzer.on(gcp.get())),
        new OnDemand("azure"::equals, () -> AzureAnalyzer.on(AzureOperations.load())),
        new OnDemand(
            "http"::equals,
            () ->
                new HttpAnalyzer(
                    ImmutableList.of(
                        new AwsRequests(aws.get()),
                        new GcpRequests(gcp.get()),
                        new AzureRequests()))),
        new OnDemand("kubernetes"::equals, KubernetesAnalyzer::new),
        new OnDemand("sql"::equals, SqlAnalyzer::new),
        new OnDemand("terraform_plan"::equals, () -> new TerraformPlanAnalyzer(plans)),
        new OnDemand("cloudformation_change_set"::equals, CloudFormationChangeSetAnalyzer::new),
        new OnDemand("cdk_diff"::equals, CdkDiffAnalyzer::new),
        new OnDemand("pulumi_preview"::equals, PulumiPreviewAnalyzer::new),
        new OnDemand("kubernetes_diff"::equals, KubernetesDiffAnalyzer::new),
        new OnDemand("ansible_check"::equals, AnsibleCheckAnalyzer::new),
        new OnDemand("redis"::equals, RedisAnalyzer::new),
        new MongoAnalyzer(),
        new ElasticsearchAnalyzer(),
        new KafkaAnalyzer(),
        new FileToolAnalyzer(),
        new AgentToolAnalyzer());
  }
}
