package io.countersign.awssdk;

import io.countersign.Guard;
import io.countersign.awssdk.ApiCalls.ApiCall;
import io.countersign.decision.Reason;
import io.countersign.execution.Execution;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Asks the guard about every request of a client.
 *
 * <p>The request is judged after all interceptors have had their say on it, once for all its
 * retries; what leaves is compared with what was judged, and an interceptor that changes method,
 * place, or parameters afterwards is found out. Register it last:
 *
 * <pre>{@code
 * CloudFormationClient.builder()
 *     .overrideConfiguration(o -> o.addExecutionInterceptor(
 *         GuardInterceptor.builder(guard).callers(() -> chain).account("111122223333").build()))
 *     .build();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class GuardInterceptor implements ExecutionInterceptor {

  private static final ExecutionAttribute<Execution> EXECUTION =
      new ExecutionAttribute<>("io.countersign.Execution");
  private static final ExecutionAttribute<WireRequest> JUDGED =
      new ExecutionAttribute<>("io.countersign.WireRequest");
  private static final ExecutionAttribute<Place> PLACE =
      new ExecutionAttribute<>("io.countersign.Place");
  private static final ExecutionAttribute<Boolean> STREAMS =
      new ExecutionAttribute<>("io.countersign.Streams");
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>("io.countersign.Sent");

  private final ApiCalls calls;

  private GuardInterceptor(ApiCalls calls) {
    this.calls = calls;
  }

  /** Starts to build. */
  public static Builder builder(Guard guard) {
    return new Builder(guard);
  }

  /** Builds a {@link GuardInterceptor}; who stands behind a request has no default. */
  public static final class Builder extends CallsBuilder<Builder> {

    private Builder(Guard guard) {
      super(guard);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Builds.
     *
     * @throws IllegalStateException when nobody said who stands behind a call
     */
    public GuardInterceptor build() {
      return new GuardInterceptor(calls());
    }
  }

  @Override
  public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
    if (Presigning.isGoingOn(attributes)) {
      // Nobody would tell how it ended: a presigner calls no interceptor after it has signed.
      throw Presigning.unguarded();
    }
    attributes.putAttribute(STREAMS, WireRequest.streams(context));
    attributes.putAttribute(
        EXECUTION,
        calls.begin(
            new ApiCall(
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                modelled(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)),
                context.request(),
                ApiCall.id(attributes.getAttribute(AwsExecutionAttribute.AWS_REGION)),
                overriddenHost(attributes),
                null)));
  }

  /** Fetching a presigned URL is no operation of the model; all it can do is to get an object. */
  private static String modelled(String operation) {
    return operation.equals("PresignedUrlDownload") ? "GetObject" : operation;
  }

  /** Where the client was told to go instead of AWS, or null. */
  @SuppressWarnings("deprecation") // The successor is an internal attribute of the SDK.
  private static @Nullable String overriddenHost(ExecutionAttributes attributes) {
    URI endpoint =
        Boolean.TRUE.equals(attributes.getAttribute(SdkExecutionAttribute.ENDPOINT_OVERRIDDEN))
            ? attributes.getAttribute(SdkExecutionAttribute.CLIENT_ENDPOINT)
            : null;
    return endpoint == null ? null : endpoint.getAuthority();
  }

  @Override
  public void afterMarshalling(Context.AfterMarshalling context, ExecutionAttributes attributes) {
    attributes.putAttribute(
        JUDGED, WireRequest.judged(context, Boolean.TRUE.equals(attributes.getAttribute(STREAMS))));
    attributes.putAttribute(PLACE, Place.of(context));
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Execution execution = attributes.getAttribute(EXECUTION);
    Place place = attributes.getAttribute(PLACE);
    WireRequest judged = attributes.getAttribute(JUDGED);
    boolean same =
        judged != null
            && judged.isStill(context)
            && place != null
            && place.leadsTo(context, attributes.getAttribute(AwsExecutionAttribute.AWS_REGION));
    if (execution == null || !same) {
      if (execution != null) {
        execution.failed("another interceptor changed the request; nothing was sent");
      }
      throw changed();
    }
    attributes.putAttribute(SENT, true);
  }

  static RequestDeniedException changed() {
    return new RequestDeniedException(
        new Reason(
            SdkCode.REQUEST_CHANGED.id(),
            "Another interceptor changed the request after it was judged.",
            "Register the guard's interceptor last."));
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    Execution execution = attributes.getAttribute(EXECUTION);
    if (execution != null) {
      execution.succeeded();
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    Execution execution = attributes.getAttribute(EXECUTION);
    if (execution == null) {
      return;
    }
    boolean sent = Boolean.TRUE.equals(attributes.getAttribute(SENT));
    boolean refused =
        context
            .httpResponse()
            .filter(r -> r.statusCode() >= 400 && r.statusCode() < 500)
            .isPresent();
    if (!sent || refused) {
      execution.failed(context.exception().getClass().getSimpleName());
    } else {
      execution.unknown(context.exception().getClass().getSimpleName());
    }
  }
}
