package io.countersign.awssdk;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Refuses to sign URLs in every presigner of the process but a {@link GuardedPresigner}. A
 * presigner takes no interceptors from its builder; it takes those that are named in a file on the
 * class path, so this class is registered by a line with its name in {@code
 * software/amazon/awssdk/global/handlers/execution.interceptors}. It leaves clients alone.
 */
public final class UnguardedPresigningRefusal implements ExecutionInterceptor {

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (Presigning.isGoingOn(attributes) && !Presigning.isMarked(context.request())) {
      throw Presigning.unguarded();
    }
  }
}
