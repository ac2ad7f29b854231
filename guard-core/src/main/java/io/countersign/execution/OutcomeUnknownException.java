package io.countersign.execution;

/**
 * Thrown by an executor that cannot say whether the action happened, for example because the
 * connection broke after the request was sent. The request ends as UNKNOWN and is never retried.
 */
public final class OutcomeUnknownException extends Exception {

  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
