/**
 * What calls of Google Cloud's APIs do. In: a method with its parameters, or an HTTP request. Out:
 * effects. Start at {@link io.countersign.cloud.gcp.GcpAnalyzer}; the methods are a generated table
 * ({@link io.countersign.cloud.gcp.GcpMethods}, made by tools/gcp-methods). {@link
 * io.countersign.cloud.gcp.GcloudGroups} finds the method behind a gcloud command.
 */
@NullMarked
package io.countersign.cloud.gcp;

import org.jspecify.annotations.NullMarked;
