package io.countersign.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing that happened.
 *
 * @param at when
 * @param type what kind of thing
 * @param subject the request or the call that it happened to: a request id, or a digest
 * @param data the details; only read
 */
public record AuditEvent(Instant at, Type type, String subject, ObjectNode data) {

  /** Kinds of events. */
  public enum Type {
    /** A call was proposed and decided. */
    DECIDED,
    /** A request for approval was put before the approvers. */
    REQUESTED,
    /** A vote was cast, whether or not it counted. */
    VOTED,
    /** A request was taken back, or ended by itself. */
    ENDED,
    /** An action is about to run. */
    EXECUTING,
    /** An action has run, or may have. */
    OUTCOME;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The name in JSON. */
    public String key() {
      return key;
    }
  }
}
