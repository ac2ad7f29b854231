package io.countersign.awssdk;

import io.countersign.decision.Reason;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/** Tells a presigner that asks the guard from one that does not. */
final class Presigning {

  private static final ExecutionAttribute<Boolean> GUARDED =
      new ExecutionAttribute<>("io.countersign.Presigned");

  private Presigning() {}

  /** Whether these attributes are those of a presigner, not of a client. */
  @SuppressWarnings("deprecation") // The SDK's own presigner sets it, and names no successor.
  static boolean isGoingOn(ExecutionAttributes attributes) {
    return attributes.getAttribute(AwsSignerExecutionAttribute.PRESIGNER_EXPIRATION) != null;
  }

  /** The same request, to be signed by {@link GuardedPresigner}. */
  static <T extends AwsRequest> T mark(Class<T> type, T request) {
    AwsRequestOverrideConfiguration.Builder configuration =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder);
    configuration.putExecutionAttribute(GUARDED, true);
    return type.cast(request.toBuilder().overrideConfiguration(configuration.build()).build());
  }

  static boolean isMarked(SdkRequest request) {
    return request
        .overrideConfiguration()
        .map(RequestOverrideConfiguration::executionAttributes)
        .map(attributes -> attributes.getAttribute(GUARDED))
        .orElse(false);
  }

  static RequestDeniedException unguarded() {
    return new RequestDeniedException(
        new Reason(
            SdkCode.PRESIGNING_UNGUARDED.id(),
            "A signed URL would let whoever holds it make this call later, and nobody was asked.",
            "Sign it with a GuardedPresigner."));
  }
}
