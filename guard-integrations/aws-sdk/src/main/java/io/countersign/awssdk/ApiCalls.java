package io.countersign.awssdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.Guard;
import io.countersign.NotAllowedException;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.ToolCall;
import io.countersign.decision.Reason;
import io.countersign.execution.Execution;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.regions.Region;

/** Asks the guard about calls of the AWS API, in the form of the batch contract. */
final class ApiCalls {

  /** The tool's name in the batch contract; the AWS analyzer handles it. */
  private static final String TOOL = "aws";

  private static final Logger LOG = LoggerFactory.getLogger(ApiCalls.class);

  /**
   * One call.
   *
   * @param region where it goes, or null
   * @param host where it goes instead of AWS, or null
   * @param validFor how long a URL for this call would be good, or null when it is made at once
   */
  record ApiCall(
      String service,
      String operation,
      SdkRequest request,
      @Nullable String region,
      @Nullable String host,
      @Nullable Duration validFor) {

    static @Nullable String id(@Nullable Region region) {
      return region == null ? null : region.id();
    }
  }

  private final Guard guard;
  private final Supplier<CallerChain> callers;
  private final Facts facts;

  ApiCalls(Guard guard, Supplier<CallerChain> callers, Facts facts) {
    this.guard = guard;
    this.callers = callers;
    this.facts = facts;
  }

  /**
   * Begins a call.
   *
   * @throws RequestDeniedException when it may not be made
   */
  Execution begin(ApiCall call) {
    CallerChain chain = caller();
    if (chain == null) {
      throw new RequestDeniedException(Reason.of(ToolCall.callerUnknown()));
    }
    try {
      return guard.begin(toolCall(call, chain));
    } catch (NotAllowedException e) {
      throw new RequestDeniedException(e);
    }
  }

  private @Nullable CallerChain caller() {
    try {
      return callers.get();
    } catch (RuntimeException e) {
      LOG.error("nobody can be named behind a request", e);
      return null;
    }
  }

  private ToolCall toolCall(ApiCall call, CallerChain chain) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("service", call.service());
    arguments.put("operation", call.operation());
    arguments.set("parameters", SdkParameters.of(call.request()));
    facts.find(Fact.ACCOUNT).ifPresent(account -> arguments.put("account", account));
    Facts place = facts;
    if (call.region() != null) {
      arguments.put("region", call.region());
      place = place.with(Fact.REGION, call.region());
    }
    if (call.host() != null) {
      place = place.with(Fact.HOST, call.host());
    }
    if (call.validFor() != null) {
      // Approvers see that this is a URL, which whoever holds it may use until it expires.
      arguments.putObject("presigned").put("validForSeconds", call.validFor().toSeconds());
    }
    return ToolCall.of(TOOL, arguments, chain, CallContext.UNKNOWN.with(place));
  }
}
