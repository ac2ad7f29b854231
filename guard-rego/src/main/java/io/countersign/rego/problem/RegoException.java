package io.countersign.rego.problem;

/** Loading or evaluating failed. The message says what and where, and never quotes the input. */
public final class RegoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RegoCode code;
  private final transient Place place;

  public RegoException(RegoCode code, String message) {
    this(code, message, Place.UNKNOWN);
  }

  public RegoException(RegoCode code, String message, Place place) {
    super(code.id() + ": " + message + (place.isKnown() ? " (" + place + ")" : ""));
    this.code = code;
    this.place = place;
  }

  public RegoException(RegoCode code, String message, Throwable cause) {
    super(code.id() + ": " + message, cause);
    this.code = code;
    this.place = Place.UNKNOWN;
  }

  public RegoCode code() {
    return code;
  }

  /** The statement of the policy at which it failed, or {@link Place#UNKNOWN}. */
  public Place place() {
    return place == null ? Place.UNKNOWN : place;
  }
}
