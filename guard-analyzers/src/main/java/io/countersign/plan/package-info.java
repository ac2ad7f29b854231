/**
 * What an infrastructure plan would do to what exists: Terraform and OpenTofu plans, CloudFormation
 * change sets, CDK diffs, Pulumi previews, Kubernetes and Helm diffs, Ansible check runs. Each
 * resource change becomes an effect of its real kind: replacing a database loses data, replacing a
 * {@code null_resource} loses nothing, forgetting is not deleting. Start at {@link
 * io.countersign.plan.TerraformPlanAnalyzer}; {@link io.countersign.plan.ResourceTypes} knows what
 * a type holds, {@link io.countersign.plan.Safeguards} which attributes protect.
 */
@NullMarked
package io.countersign.plan;

import org.jspecify.annotations.NullMarked;
