package io.countersign.awssdk;

import com.google.common.collect.ImmutableList;
import io.countersign.NotAllowedException;
import io.countersign.decision.Decision;
import io.countersign.decision.Reason;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A request was stopped before anything left the process. It is an {@link SdkClientException} that
 * is never retried, so that code which handles the SDK's exceptions handles this one.
 */
public final class RequestDeniedException extends SdkClientException {

  private static final long serialVersionUID = 1L;

  private final transient Decision decision;

  RequestDeniedException(NotAllowedException cause) {
    super(SdkClientException.builder().message(cause.getMessage()).cause(cause));
    this.decision = cause.decision();
  }

  RequestDeniedException(Reason reason) {
    super(
        SdkClientException.builder()
            .message("Denied. " + reason.message() + " [" + reason.code() + "] " + reason.next()));
    this.decision = new Decision.Denied(ImmutableList.of(reason), null);
  }

  /** What was decided: denied, or an approval that is still to come. */
  public Decision decision() {
    return decision;
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
