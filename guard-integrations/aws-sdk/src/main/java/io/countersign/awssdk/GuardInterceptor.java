package io.countersign.awssdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.Guard;
import io.countersign.NotAllowedException;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.ToolCall;
import io.countersign.decision.Decision;
import io.countersign.decision.Reason;
import io.countersign.execution.Execution;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;

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

  /** The tool's name in the batch contract; the AWS analyzer handles it. */
  private static final String TOOL = "aws";

  private static final ExecutionAttribute<Execution> EXECUTION =
      new ExecutionAttribute<>("io.countersign.Execution");
  private static final ExecutionAttribute<WireRequest> JUDGED =
      new ExecutionAttribute<>("io.countersign.WireRequest");
  private static final ExecutionAttribute<Place> PLACE =
      new ExecutionAttribute<>("io.countersign.Place");
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>("io.countersign.Sent");

  private final Guard guard;
  private final Supplier<CallerChain> callers;
  private final Facts facts;

  private GuardInterceptor(Guard guard, Supplier<CallerChain> callers, Facts facts) {
    this.guard = guard;
    this.callers = callers;
    this.facts = facts;
  }

  /** Starts to build. */
  public static Builder builder(Guard guard) {
    return new Builder(guard);
  }

  /** Builds a {@link GuardInterceptor}; who stands behind a request has no default. */
  public static final class Builder {

    private final Guard guard;
    private @Nullable Supplier<CallerChain> callers;
    private Facts facts = Facts.NONE;

    private Builder(Guard guard) {
      this.guard = guard;
    }

    /** Who stands behind the request that the current thread makes. */
    public Builder callers(Supplier<CallerChain> callers) {
      this.callers = callers;
      return this;
    }

    /** The account that the client's credentials belong to; unknown counts as production. */
    public Builder account(String id) {
      this.facts = facts.with(Fact.ACCOUNT, id);
      return this;
    }

    /**
     * Builds.
     *
     * @throws IllegalStateException when nobody said who stands behind a request
     */
    public GuardInterceptor build() {
      Supplier<CallerChain> who = callers;
      if (who == null) {
        throw new IllegalStateException(
            "callers(...) is missing: say who stands behind a request, or nobody can be held to it");
      }
      return new GuardInterceptor(guard, who, facts);
    }
  }

  @Override
  public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
    try {
      ToolCall call = call(context, attributes);
      attributes.putAttribute(EXECUTION, guard.begin(call));
    } catch (NotAllowedException e) {
      throw new RequestDeniedException(e);
    }
  }

  private ToolCall call(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("service", attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
    arguments.put("operation", attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    arguments.set("parameters", SdkParameters.of(context.request()));
    facts.find(Fact.ACCOUNT).ifPresent(account -> arguments.put("account", account));
    Facts place = facts;
    Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    if (region != null) {
      arguments.put("region", region.id());
      place = place.with(Fact.REGION, region.id());
    }
    URI endpoint = overriddenEndpoint(attributes);
    if (endpoint != null) {
      place = place.with(Fact.HOST, endpoint.getAuthority());
    }
    return ToolCall.of(TOOL, arguments, callers.get(), CallContext.UNKNOWN.with(place));
  }

  /** Where the client was told to go instead of AWS, or null. */
  @SuppressWarnings("deprecation") // The successor is an internal attribute of the SDK.
  private static @Nullable URI overriddenEndpoint(ExecutionAttributes attributes) {
    return Boolean.TRUE.equals(attributes.getAttribute(SdkExecutionAttribute.ENDPOINT_OVERRIDDEN))
        ? attributes.getAttribute(SdkExecutionAttribute.CLIENT_ENDPOINT)
        : null;
  }

  @Override
  public void afterMarshalling(Context.AfterMarshalling context, ExecutionAttributes attributes) {
    attributes.putAttribute(JUDGED, WireRequest.of(context));
    attributes.putAttribute(PLACE, Place.of(context));
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Execution execution = attributes.getAttribute(EXECUTION);
    Place place = attributes.getAttribute(PLACE);
    boolean same =
        WireRequest.of(context).equals(attributes.getAttribute(JUDGED))
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

  private static RequestDeniedException changed() {
    Reason reason =
        new Reason(
            "aws-sdk-request-changed",
            "Another interceptor changed the request after it was judged.",
            "Register the guard's interceptor last.");
    return new RequestDeniedException(
        "Denied. " + reason.message() + " [" + reason.code() + "] " + reason.next(),
        new Decision.Denied(ImmutableList.of(reason), null));
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
