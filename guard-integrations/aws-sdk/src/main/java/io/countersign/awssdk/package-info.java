/**
 * Puts the guard in front of the AWS SDK for Java v2. {@link
 * io.countersign.awssdk.GuardInterceptor} judges each request as it will be sent and stops it
 * before anything leaves the process (docs/ aws-sdk.md says what in-process code can still go
 * around).
 */
@NullMarked
package io.countersign.awssdk;

import org.jspecify.annotations.NullMarked;
