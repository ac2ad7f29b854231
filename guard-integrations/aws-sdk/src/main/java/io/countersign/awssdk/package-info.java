/**
 * Puts the guard in front of the AWS SDK for Java v2. {@link
 * io.countersign.awssdk.GuardInterceptor} judges each request as it will be sent and stops it
 * before anything leaves the process; {@link io.countersign.awssdk.GuardedPresigner} does so for
 * URLs. What in-process code can still go around: docs/aws-sdk.md.
 */
@NullMarked
package io.countersign.awssdk;

import org.jspecify.annotations.NullMarked;
