/**
 * What calls of the Kubernetes API do, and what manifests do that are applied, replaced or deleted.
 * In: a call for the tool {@code kubernetes}. Out: effects. Start at {@link
 * io.countersign.kubernetes.KubernetesAnalyzer}; what it means to delete a kind of object is in
 * {@code resources.tsv}.
 */
@NullMarked
package io.countersign.kubernetes;

import org.jspecify.annotations.NullMarked;
