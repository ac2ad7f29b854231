package io.countersign.audit;

import java.time.Instant;

/**
 * Keeps events in order. Implementations are thread-safe and keep these duties, which {@code
 * AuditLogContract} in guard-testkit tests:
 *
 * <ol>
 *   <li>{@link #append} returns after the record is as durable as the log's name promises.
 *   <li>Records form one chain without gaps, also when several threads or processes append.
 *   <li>A log that cannot be read or written throws {@link AuditException}.
 * </ol>
 */
public interface AuditLog extends AutoCloseable {

  /** Adds an event. */
  AuditRecord append(AuditEvent event);

  /** The head of the log as it is now. */
  AuditHead head();

  /** Time of the last record, or {@link Instant#MIN} when there is none. */
  Instant lastTime();

  @Override
  void close();
}
