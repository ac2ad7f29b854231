/**
 * What calls of the AWS API do. In: service, operation and parameters. Out: effects. Start at
 * {@link io.countersign.cloud.aws.AwsAnalyzer}; the operations are a generated table ({@link
 * io.countersign.cloud.aws.AwsOperations}, made by tools/aws-operations), and what hangs on
 * parameters are rules in {@code parameter-rules.tsv} and a few classes. {@link
 * io.countersign.cloud.aws.AwsCli} turns a command line of the AWS CLI into such a call.
 */
@NullMarked
package io.countersign.cloud.aws;

import org.jspecify.annotations.NullMarked;
